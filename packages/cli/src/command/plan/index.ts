import type { Plan } from '@kindred/contract';
import { Option } from 'commander';
import { planOf, planPath } from '../../api/audience/plan.ts';
import { WorkFailed } from '../../failure.ts';
import { table, thousands, uploadText, type View } from '../../render/index.ts';
import type { AddCommand } from '../command.ts';
import { postFile } from '../sending.ts';
import { userTypeOption } from '../user-type.ts';

interface Options {
  readonly audience: string;
  readonly userType?: string;
  readonly remove?: boolean;
  readonly replace?: boolean;
  readonly mirror?: boolean;
}

export const addPlan: AddCommand = (parent, open) => {
  parent
    .command('plan')
    .description('tell what an upload would add, remove and reject, and change nothing')
    .argument('<file>', 'as `kindred upload` takes it; - is standard input')
    .requiredOption('--audience <id>', 'its local id or its Graph id')
    .addOption(userTypeOption())
    .addOption(new Option('--remove', 'if these people were removed').conflicts('replace'))
    .addOption(new Option('--replace', 'if these people became the whole audience').conflicts('remove'))
    .addOption(new Option('--mirror', 'if the file were mirrored').conflicts(['remove', 'replace']))
    .action(async (file: string, options: Options) => {
      const session = open();
      const fields = [
        { name: 'user_type', value: options.userType ?? '' },
        { name: 'operation', value: operationOf(options) },
      ];
      const plan = planOf(await postFile(session, { path: planPath(options.audience), fields, file }));
      session.answer({ plan }, () => planText(plan, options.audience, session.view));
      const { lines, blank, rejected } = plan.upload.funnel;
      if (lines === blank + rejected) {
        throw new WorkFailed(
          'No line could be used. Is the list plain? `kindred hash` makes a file of hashes of it.',
        );
      }
    });
};

function operationOf(options: Options): string {
  if (options.remove === true) return 'remove';
  if (options.mirror === true) return 'mirror';
  return options.replace === true ? 'replace' : 'add';
}

function planText(plan: Plan, audience: string, view: View): string {
  const people = (count: number | null) => (count === null ? 'too few to be told' : thousands(count));
  const rows = [
    ['would be added', people(plan.would_add)],
    ['would be removed', people(plan.would_remove)],
    ['would stay', people(plan.would_stay)],
  ];
  const { operation } = plan.upload;
  return [
    `If this file were sent to custom audience ${audience} (${operation}); nothing was changed:`,
    uploadText(plan.upload, view),
    table([{ title: 'people' }, { title: 'count', align: 'right' }], rows, view),
    ...(plan.files_waiting
      ? ['Files that were sent before are not applied yet: plan again when they are.']
      : []),
  ].join('\n\n');
}
