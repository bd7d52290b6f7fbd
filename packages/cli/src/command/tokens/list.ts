import { listTokens } from '../../api/tokens.ts';
import type { AddCommand } from '../command.ts';
import { tokensTable } from './table.ts';

export const addTokensList: AddCommand = (parent, open) => {
  parent
    .command('list')
    .description('list the access tokens, without the tokens themselves')
    .action(async () => {
      const session = open();
      const tokens = await listTokens(session.client);
      session.answer({ tokens }, () => tokensTable(tokens, session.view));
    });
};
