import { Option } from 'commander';
import { createAccount, platforms } from '../../api/accounts.ts';
import type { AddCommand } from '../command.ts';
import { accountsTable } from './table.ts';

interface Options {
  readonly name: string;
  readonly fbId?: string;
  readonly platform?: string;
}

export const addAccountsCreate: AddCommand = (parent, open) => {
  parent
    .command('create')
    .description('create an ad account: it will own audiences')
    .requiredOption('--name <name>', 'what people call it')
    .option('--fb-id <digits>', 'its id on the Graph API; one is made where it is left out')
    .addOption(new Option('--platform <platform>', 'where its audiences live').choices(platforms))
    .action(async (options: Options) => {
      const session = open();
      const account = await createAccount(session.client, {
        name: options.name,
        fb_id: options.fbId,
        platform: options.platform,
      });
      session.answer({ fb_ad_account: account }, () => accountsTable([account], session.view));
    });
};
