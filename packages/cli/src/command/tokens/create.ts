import { Option } from 'commander';
import { createToken, type Role, roles } from '../../api/tokens.ts';
import { type AddCommand, collect } from '../command.ts';
import { accountIds } from './account-id.ts';
import { tokensTable } from './table.ts';

interface Options {
  readonly name: string;
  readonly role: Role;
  readonly account?: readonly string[];
  readonly app?: string;
}

export const addTokensCreate: AddCommand = (parent, open) => {
  parent
    .command('create')
    .description('create an access token; it is shown once')
    .requiredOption('--name <name>', 'who or what will use it')
    .addOption(new Option('--role <role>', 'what it may do').choices(roles).makeOptionMandatory())
    .option(
      '--account <id>',
      'an ad account that it opens, by local or Graph id; may be repeated',
      collect,
      [],
    )
    .option('--app <id>', 'the app that it belongs to, as `kindred apps list` shows it')
    .action(async (options: Options) => {
      const session = open();
      const { client, view } = session;
      const ids = accountIds(options.account ?? []);
      const made = await createToken(client, {
        name: options.name,
        role: options.role,
        fb_ad_account_ids: ids,
        app_id: options.app,
      });
      session.answer(made, () =>
        [
          tokensTable([made.token], view),
          '',
          `access token: ${view.paint.bold(made.access_token)}`,
          'Keep it now: only a hash of it is stored, so it is not shown again.',
        ].join('\n'),
      );
    });
};
