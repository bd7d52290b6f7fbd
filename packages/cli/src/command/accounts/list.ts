import { listAccounts } from '../../api/accounts.ts';
import type { AddCommand } from '../command.ts';
import { accountsTable } from './table.ts';

export const addAccountsList: AddCommand = (parent, open) => {
  parent
    .command('list')
    .description('list the ad accounts that this token may see')
    .action(async () => {
      const session = open();
      const accounts = await listAccounts(session.client);
      session.answer({ fb_ad_accounts: accounts }, () =>
        accounts.length === 0 ? 'There is no ad account yet.' : accountsTable(accounts, session.view),
      );
    });
};
