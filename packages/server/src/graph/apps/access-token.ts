import { type App, appTokenOf } from '../../access/index.ts';
import { type GraphContext, unsupported } from '../context.ts';
import { bearerOf } from '../token.ts';
import { type GraphCall, GraphError, type Params } from '../wire/index.ts';

/** What `/oauth/access_token` gives. Without `expires_in`, as with Facebook for a token that never expires. */
export interface AccessTokenAnswer {
  readonly access_token: string;
  readonly token_type: 'bearer';
}

/** `/oauth/access_token`: needs no token, but the secret of an app. */
export function isTokenRequest({ words: [first, second, ...rest] }: GraphCall): boolean {
  return first === 'oauth' && second === 'access_token' && rest.length === 0;
}

/**
 * Gives the token of an app for its secret (`client_credentials`), or a token of the app that lives long
 * (`fb_exchange_token`): the same one, because every token here lives until it is revoked.
 */
export async function accessToken(
  { method, params }: GraphCall,
  context: GraphContext,
): Promise<AccessTokenAnswer> {
  if (method === 'DELETE') throw unsupported(method, 'oauth');
  const app = await clientOf(params, context);
  const grant = params.text('grant_type') ?? '';
  if (grant === 'client_credentials') return answerOf(appTokenOf(app));
  if (grant === 'fb_exchange_token') return answerOf(await exchanged(app, params, context));
  throw GraphError.of('grant_type_invalid', { grant: grant.slice(0, 100) });
}

/** The app that `client_id` and `client_secret` name. Errors are those that were seen of Facebook. */
async function clientOf(params: Params, { apps }: GraphContext): Promise<App> {
  const id = params.text('client_id') ?? '';
  if (id === '') throw GraphError.of('client_id_missing');
  const app = await apps.find(id);
  if (app === null) throw GraphError.of('client_unknown');
  if (!apps.isSecretOf(app, params.text('client_secret') ?? '')) {
    throw GraphError.of('client_secret_invalid');
  }
  return app;
}

async function exchanged(app: App, params: Params, context: GraphContext): Promise<string> {
  const text = params.text('fb_exchange_token') ?? '';
  if (text === '') throw GraphError.of('exchange_token_missing');
  const bearer = text.length > 512 ? null : await bearerOf(text, context);
  if (bearer?.kind !== 'caller') throw GraphError.of('token_invalid');
  if (bearer.caller.app?.id !== app.id) {
    throw GraphError.of('exchange_token_foreign', { app: app.id });
  }
  return text;
}

function answerOf(token: string): AccessTokenAnswer {
  return { access_token: token, token_type: 'bearer' };
}
