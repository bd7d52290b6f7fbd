import { Option } from 'commander';
import { readRateLimit, setRateLimit, tiers } from '../../api/accounts.ts';
import type { AddCommand } from '../command.ts';

interface Options {
  readonly tier?: string;
}

export const addAccountsLimit: AddCommand = (parent, open) => {
  parent
    .command('limit')
    .description('show or set how much an ad account may ask of the Graph API')
    .argument('<id>', 'its id, as `kindred accounts list` shows it')
    .addOption(new Option('--tier <tier>', 'from now on this tier').choices(tiers))
    .action(async (id: string, { tier }: Options) => {
      const session = open();
      const limit =
        tier === undefined
          ? await readRateLimit(session.client, id)
          : await setRateLimit(session.client, id, tier);
      session.answer({ rate_limit: limit }, () => `Ad account ${id} has the tier ${limit.tier}.`);
    });
};
