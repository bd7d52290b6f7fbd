import type { Caller } from '../access/index.ts';
import type { GraphContext } from './context.ts';
import { GraphError } from './wire/index.ts';

/**
 * Who holds the token. Remembered for a second, because a client that adds people one by one would have it looked up
 * a thousand times in that second; a revoked one works this much longer. Throws the recorded errors for no token and
 * for one that is none.
 */
export async function authenticate(
  token: string | null,
  { tokens, recentCallers }: Pick<GraphContext, 'tokens' | 'recentCallers'>,
): Promise<Caller> {
  if (token === null) {
    throw GraphError.of('token_missing');
  }
  const known = recentCallers.get(token);
  if (known !== null) return known;
  const caller = token.length > 512 ? null : await tokens.authenticate(token);
  if (caller === null) throw GraphError.of('token_invalid');
  recentCallers.set(token, caller);
  return caller;
}
