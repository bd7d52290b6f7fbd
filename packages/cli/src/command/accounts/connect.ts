import { checkAccount, connectAccount } from '../../api/accounts.ts';
import type { AddCommand } from '../command.ts';
import { checkText } from './check-text.ts';
import { readSecretFile } from './secret-file.ts';

interface Options {
  readonly tokenFile: string;
  readonly appSecretFile?: string;
  readonly graphUrl?: string;
  readonly apiVersion?: string;
}

export const addAccountsConnect: AddCommand = (parent, open) => {
  parent
    .command('connect')
    .description('connect an ad account at Meta, or give it another token; what waited goes on')
    .argument('<id>', 'its id, as `kindred accounts list` shows it')
    .requiredOption('--token-file <file>', 'a file with the token that opens it; - is standard input')
    .option('--app-secret-file <file>', "a file with the secret of the token's app, for proofs")
    .option('--graph-url <url>', 'where the Graph API is, if it is not at Meta')
    .option('--api-version <version>', 'the version of the Graph API, such as v25.0')
    .action(async (id: string, options: Options) => {
      const session = open();
      const { client, view } = session;
      const connection = await connectAccount(client, id, {
        access_token: readSecretFile(options.tokenFile),
        app_secret: options.appSecretFile === undefined ? undefined : readSecretFile(options.appSecretFile),
        graph_url: options.graphUrl,
        api_version: options.apiVersion,
      });
      const check = await checkAccount(client, id);
      session.answer({ connection, check }, () =>
        [`Ad account ${id} is connected to ${connection.graph_url}.`, checkText(check, view)].join('\n\n'),
      );
    });
};
