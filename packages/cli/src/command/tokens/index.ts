import type { AddCommand } from '../command.ts';
import { addTokensCreate } from './create.ts';
import { addTokensList } from './list.ts';
import { addTokensRevoke } from './revoke.ts';

export const addTokens: AddCommand = (parent, open) => {
  const tokens = parent.command('tokens').description('access tokens and what they open');
  addTokensCreate(tokens, open);
  addTokensList(tokens, open);
  addTokensRevoke(tokens, open);
};
