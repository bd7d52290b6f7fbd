import type { App } from '../../access/index.ts';
import type { GraphContext } from '../context.ts';
import { type GraphCall, GraphError, parseFields } from '../wire/index.ts';
import { appNode } from './app-node.ts';
import { debugToken } from './debug-token.ts';

/** What an app may ask by itself: about itself and about its tokens. All else is its users', who have tokens. */
export async function answerApp(call: GraphCall, app: App, context: GraphContext): Promise<unknown> {
  const { words, params, method } = call;
  const [node = '', ...rest] = words;
  if (rest.length === 0 && method === 'GET') {
    if (node === 'debug_token') return debugToken(params, { kind: 'app', app }, context);
    if (node === 'app' || node === app.id) return appNode(app, parseFields(params.raw('fields')));
  }
  throw node === 'me' ? GraphError.of('holder_missing') : GraphError.of('user_token_required');
}
