import type { App, Caller } from '../access/index.ts';
import { requireProof } from './apps/proof.ts';
import type { GraphContext } from './context.ts';
import { type GraphCall, GraphError } from './wire/index.ts';

/** Who a token speaks for: its holder, or an app by itself. */
export type Bearer =
  | { readonly kind: 'caller'; readonly caller: Caller }
  | { readonly kind: 'app'; readonly app: App };

type Doors = Pick<GraphContext, 'tokens' | 'apps' | 'recentCallers'>;

/** Who calls. Throws for no token, one that is none, and a proof that is wrong or missing. */
export async function admit(call: Pick<GraphCall, 'token' | 'proof'>, doors: Doors): Promise<Bearer> {
  const { bearer, token } = await authenticate(call.token, doors);
  requireProof(appOf(bearer), { token, proof: call.proof });
  return bearer;
}

/** The same for a batch as a whole, whose operations may bring the proofs that it lacks. */
export async function admitBatch(call: Pick<GraphCall, 'token' | 'proof'>, doors: Doors): Promise<void> {
  const { bearer, token } = await authenticate(call.token, doors);
  if (call.proof !== null) requireProof(appOf(bearer), { token, proof: call.proof });
}

function appOf(bearer: Bearer): App | null {
  return bearer.kind === 'app' ? bearer.app : bearer.caller.app;
}

/**
 * Who holds the token. Remembered for a second, because a client that adds people one by one would have it looked up
 * a thousand times in that second; a revoked one works this much longer. Throws the recorded errors for no token and
 * for one that is none.
 */
async function authenticate(
  token: string | null,
  doors: Doors,
): Promise<{ readonly bearer: Bearer; readonly token: string }> {
  if (token === null) throw GraphError.of('token_missing');
  const known = doors.recentCallers.get(token);
  if (known !== null) return { bearer: known, token };
  const bearer = token.length > 512 ? null : await bearerOf(token, doors);
  if (bearer === null) {
    // The text of a token of an app can be read; what is wrong with it is the part behind the bar.
    throw isAppToken(token) ? GraphError.of('app_token_invalid') : GraphError.of('token_invalid');
  }
  doors.recentCallers.set(token, bearer);
  return { bearer, token };
}

/** Whose token this text is; null for none. */
export async function bearerOf(
  token: string,
  { tokens, apps }: Pick<GraphContext, 'tokens' | 'apps'>,
): Promise<Bearer | null> {
  if (isAppToken(token)) {
    const app = await apps.ofAppToken(token);
    return app === null ? null : { kind: 'app', app };
  }
  const caller = await tokens.authenticate(token);
  return caller === null ? null : { kind: 'caller', caller };
}

function isAppToken(token: string): boolean {
  return /^\d+\|/.test(token);
}
