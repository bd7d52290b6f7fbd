import type { Caller, Tokens } from '../access/index.ts';
import { GraphError } from './wire/index.ts';

/** How long a token is taken to be what it was: a revoked one works this much longer. */
const freshMs = 1000;
const rememberedMax = 10_000;

const seen = new WeakMap<Tokens, Map<string, { readonly caller: Caller; readonly untilMs: number }>>();

/**
 * Who holds the token. Remembered for a second, because a client that adds people one by one would have it looked up
 * a thousand times in that second. Throws the recorded errors for no token and for one that is none.
 */
export async function authenticate(token: string | null, tokens: Tokens): Promise<Caller> {
  if (token === null) {
    throw new GraphError('An access token is required to request this resource.', { code: 104, plain: true });
  }
  const remembered = seen.get(tokens) ?? new Map();
  seen.set(tokens, remembered);
  const known = remembered.get(token);
  if (known !== undefined && known.untilMs > performance.now()) return known.caller;
  const caller = token.length > 512 ? null : await tokens.authenticate(token);
  if (caller === null) {
    remembered.delete(token);
    throw new GraphError('Invalid OAuth access token - Cannot parse access token', {
      code: 190,
      plain: true,
    });
  }
  if (remembered.size >= rememberedMax) remembered.clear();
  remembered.set(token, { caller, untilMs: performance.now() + freshMs });
  return caller;
}
