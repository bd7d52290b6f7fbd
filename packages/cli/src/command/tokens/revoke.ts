import { revokeToken } from '../../api/tokens.ts';
import type { AddCommand } from '../command.ts';

export const addTokensRevoke: AddCommand = (parent, open) => {
  parent
    .command('revoke')
    .description('revoke an access token, at once and for good')
    .argument('<id>', 'its id, as `kindred tokens list` shows it')
    .action(async (id: string) => {
      const session = open();
      await revokeToken(session.client, id);
      session.answer({ revoked: id }, () => `Token ${id} is revoked.`);
    });
};
