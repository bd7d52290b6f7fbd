import { graphErrors } from '@kindred/contract';
import type { Caller } from '../../access/index.ts';
import type { GraphContext } from '../context.ts';
import { recordOf, scopesOf } from '../nodes/me.ts';
import { type Bearer, bearerOf } from '../token.ts';
import { GraphError, type Params } from '../wire/index.ts';
import { ownApp, type ShownApp } from './app-node.ts';

/**
 * What is known of a token (specification 4.7). Tokens of one app may ask about each other, the app about all of its
 * own, and operators about any.
 */
export async function debugToken(params: Params, viewer: Bearer, context: GraphContext): Promise<unknown> {
  const text = params.text('input_token') ?? '';
  if (text === '') throw GraphError.of('param_missing', { name: 'input_token' });
  const found = text.length > 512 ? null : await bearerOf(text, context);
  if (found === null) {
    return {
      data: {
        error: { code: graphErrors.token_invalid.code, message: graphErrors.token_invalid.message },
        is_valid: false,
        scopes: [],
      },
    };
  }
  const isOperator = viewer.kind === 'caller' && viewer.caller.role === 'operator';
  if (!isOperator && shownAppOf(viewer).id !== shownAppOf(found).id) {
    throw GraphError.of('input_token_foreign');
  }
  return { data: found.kind === 'app' ? ofApp(found.app) : await ofCaller(found.caller, context) };
}

function shownAppOf(bearer: Bearer): ShownApp {
  return bearer.kind === 'app' ? bearer.app : (bearer.caller.app ?? ownApp);
}

function ofApp({ id, name }: ShownApp): object {
  return { app_id: id, type: 'APP', application: name, is_valid: true, scopes: [] };
}

async function ofCaller(caller: Caller, context: GraphContext): Promise<object> {
  const record = await recordOf(caller, context);
  const app = caller.app ?? ownApp;
  const scopes = scopesOf(caller);
  // Whoever may do something everywhere has no targets, as with Facebook.
  const targets =
    caller.accounts === null
      ? {}
      : { target_ids: (await context.accounts.list(caller.accounts)).map(({ graphId }) => graphId) };
  return {
    app_id: app.id,
    type: 'USER',
    application: app.name,
    // 0 is never.
    data_access_expires_at: 0,
    expires_at: 0,
    is_valid: true,
    issued_at: record === undefined ? 0 : Math.floor(record.createdAt.getTime() / 1000),
    scopes,
    granular_scopes: scopes.map((scope) => ({ scope, ...targets })),
    user_id: String(caller.tokenId),
  };
}
