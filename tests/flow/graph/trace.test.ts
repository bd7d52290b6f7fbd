import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openShop, TestServer, until } from '../../dev-env/index.ts';
import { ask, faultOf, type GraphFault, good, tell } from './caller.ts';

const server = await TestServer.start({ settings: { KINDRED_LOG_LEVEL: 'info' } });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

/** The lines of the log that belong to a request. */
function linesOf(id: string): readonly string[] {
  const { output, errors } = server.said;
  return `${output}\n${errors}`.split('\n').filter((line) => line.includes(`"reqId":"${id}"`));
}

test('the id in an error is the one in its headers and in every line of the log about the request', async () => {
  const answer = await ask(shop.writer, 'GET', '/v25.0/120000000000000');
  const { fbtrace_id: id } = faultOf(answer);
  assert.match(id, /^A[\w-]{22}$/);
  assert.equal(answer.headers['x-request-id'], id);
  await until('the lines about the request', async () => linesOf(id).length >= 3);
  const messages = linesOf(id).map((line) => (JSON.parse(line) as { msg: string }).msg);
  assert.deepEqual(messages, ['incoming request', 'graph answer', 'request completed']);
});

test('errors of the operations of a batch carry the id of the batch', async () => {
  const answer = await tell(shop.writer, '/v25.0', {
    batch: [
      { method: 'GET', relative_url: '120000000000000' },
      { method: 'GET', relative_url: 'me?fields=nope' },
    ],
  });
  const items = good<readonly { readonly body: string }[]>(answer);
  for (const { body } of items) {
    const { error } = JSON.parse(body) as { readonly error: GraphFault };
    assert.equal(error.fbtrace_id, answer.headers['x-fb-request-id']);
  }
});

test('a request to the Audience API keeps an id of its own form', async () => {
  const answer = await shop.writer.get('/custom_audiences/1?fb_ad_account_id=0');
  const { error } = answer.json<{ readonly error: { readonly request_id: string } }>();
  assert.match(error.request_id, /^[0-9a-f]{8}-[0-9a-f-]{27}$/);
  assert.equal(answer.headers['x-request-id'], error.request_id);
});
