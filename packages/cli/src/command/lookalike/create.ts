import { Option } from 'commander';
import { showAudience } from '../../api/audiences.ts';
import {
  createLookalike,
  followLookalike,
  isBuilt,
  type LookalikeSpec,
  placesOf,
} from '../../api/lookalikes.ts';
import { WorkFailed, WrongUsage } from '../../failure.ts';
import type { Session } from '../../session.ts';
import { audienceText } from '../audiences/text.ts';
import type { AddCommand } from '../command.ts';

interface Options {
  readonly account: string;
  readonly origin: string;
  readonly name: string;
  readonly type?: 'similarity' | 'reach';
  readonly ratio?: string;
  readonly startingRatio?: string;
  readonly country: readonly string[];
  readonly international?: boolean;
  readonly wait: boolean;
}

export const addLookalikeCreate: AddCommand = (parent, open) => {
  parent
    .command('create')
    .description('create a lookalike of a custom audience, and wait until its people are found')
    .requiredOption('--account <fb_id>', 'the ad account that will own it')
    .requiredOption('--origin <audience>', 'the custom audience whose people they are to be like: its id')
    .requiredOption('--name <name>', 'what people call it')
    .requiredOption('--country <code...>', 'where they are to be found: two letters (ISO 3166-1), or several')
    .addOption(
      new Option('--type <type>', 'the best 1 % of each country (similarity) or the best 5 % (reach)')
        .choices(['similarity', 'reach'])
        .conflicts('ratio'),
    )
    .option('--ratio <share>', 'the best share of each country instead: 0.01 to 0.20, in steps of 0.01')
    .option('--starting-ratio <share>', 'leave out the best share up to this one')
    .option('--international', 'learn from people of other countries where a country has too few of its own')
    .option('--no-wait', 'answer at once; `kindred lookalike show` tells when it is done')
    .action(async (options: Options) => {
      const spec = specOf(options);
      const session = open();
      const { id } = await createLookalike(session.client, { ...options, spec });
      const audience = options.wait
        ? await followWithProgress(session, id)
        : await showAudience(session.client, id);
      session.answer({ fb_custom_audience: audience }, () => audienceText(audience, session.view));
      if (!options.wait || isBuilt(audience)) return;
      const { code, description } = audience.operation_status ?? { code: 0, description: '' };
      throw new WorkFailed(`Lookalike ${id} was not built: ${code} ${description}`.trim());
    });
};

function specOf(options: Options): LookalikeSpec {
  if (options.type === undefined && options.ratio === undefined) {
    throw new WrongUsage('How many people? Say --type similarity, --type reach, or a --ratio such as 0.05.');
  }
  return {
    type: options.type,
    ratio: shareOf('--ratio', options.ratio),
    starting_ratio: shareOf('--starting-ratio', options.startingRatio),
    ...placesOf(options.country),
    allow_international_seeds: options.international,
  };
}

function shareOf(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const share = Number(text);
  if (text.trim() !== '' && share >= 0 && share <= 1) return share;
  throw new WrongUsage(`${flag} is "${text}", but must be a share such as 0.05.`);
}

async function followWithProgress(session: Session, id: number) {
  const shown = session.progress({ label: 'finding people', unit: 'share', total: null });
  try {
    return await followLookalike(session.client, id);
  } finally {
    shown.end();
  }
}
