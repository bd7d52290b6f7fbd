import type { AddCommand } from '../command.ts';
import { addAccountsCheck } from './check.ts';
import { addAccountsConnect } from './connect.ts';
import { addAccountsCreate } from './create.ts';
import { addAccountsLimit } from './limit.ts';
import { addAccountsList } from './list.ts';

export const addAccounts: AddCommand = (parent, open) => {
  const accounts = parent.command('accounts').description('ad accounts, which own audiences');
  addAccountsCreate(accounts, open);
  addAccountsList(accounts, open);
  addAccountsLimit(accounts, open);
  addAccountsConnect(accounts, open);
  addAccountsCheck(accounts, open);
};
