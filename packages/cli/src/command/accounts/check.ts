import { checkAccount } from '../../api/accounts.ts';
import { WorkFailed } from '../../failure.ts';
import type { AddCommand } from '../command.ts';
import { checkText } from './check-text.ts';

export const addAccountsCheck: AddCommand = (parent, open) => {
  parent
    .command('check')
    .description('ask Meta whether token, permissions, terms and version of an ad account are good')
    .argument('<id>', 'its id, as `kindred accounts list` shows it')
    .action(async (id: string) => {
      const session = open();
      const check = await checkAccount(session.client, id);
      session.answer({ check }, () => checkText(check, session.view));
      if (!check.good) throw new WorkFailed(`Ad account ${id} cannot be used as it is.`);
    });
};
