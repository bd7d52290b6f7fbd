import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { appliedAudience, commandsOf, emailHashes, openShop, TestServer } from '../dev-env/index.ts';

const server = await TestServer.start({ people: 50 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const other = await openShop(server, 'Partner');
const run = commandsOf(server, shop.writerToken);

async function audience(): Promise<string> {
  const content = emailHashes(1, 20).join('\n');
  const { audienceId } = await appliedAudience({ client: shop.writer, accountId: shop.accountId, content });
  return String(audienceId);
}

interface Words {
  readonly name: string;
  readonly description: string | null;
  readonly opt_out_link: string | null;
}

async function updated(id: string, ...options: readonly string[]): Promise<Words> {
  const ran = await run(['--json', 'audiences', 'update', id, ...options]);
  assert.equal(ran.code, 0, ran.err);
  const {
    name,
    description,
    opt_out_link: link,
  } = ran.json<{ fb_custom_audience: Words }>().fb_custom_audience;
  return { name, description, opt_out_link: link };
}

test('what is said of an audience changes, what is not named stays, and an empty text takes away', async () => {
  const id = await audience();
  const link = 'https://shop.example/out';
  assert.deepEqual(await updated(id, '--name', 'New', '--description', 'All', '--opt-out-link', link), {
    name: 'New',
    description: 'All',
    opt_out_link: link,
  });
  assert.deepEqual(await updated(id, '--description', ''), {
    name: 'New',
    description: null,
    opt_out_link: link,
  });
  const nothing = await run(['audiences', 'update', id]);
  assert.equal(nothing.code, 2);
  const nameless = await run(['audiences', 'update', id, '--name', '']);
  assert.equal(nameless.code, 1);
  assert.equal(
    (await commandsOf(server, other.writerToken)(['audiences', 'update', id, '--name', 'x'])).code,
    1,
  );
});

test('an audience is shared with another ad account, seen by it, and taken away again', async () => {
  const id = await audience();
  const seen = async () => {
    const answer = await other.reader.get(`/v25.0/act_${other.graphId}/customaudiences?fields=id`);
    return answer.text.match(/"id"/g)?.length ?? 0;
  };
  const shares = async (...args: readonly string[]) => {
    const ran = await run(['--json', 'audiences', ...args]);
    assert.equal(ran.code, 0, ran.err);
    return ran.json<{ shares: unknown[] }>().shares;
  };
  const to = ['--account', other.graphId];
  const shared = await shares('share', id, ...to, '--permissions', 'targeting');
  assert.deepEqual(shared, [{ fb_ad_account_id: other.graphId, name: null, permissions: 'targeting' }]);
  assert.equal(await seen(), 1);
  assert.deepEqual(await shares('share', id), shared);
  assert.deepEqual(await shares('unshare', id, ...to), []);
  assert.equal(await seen(), 0);
  assert.deepEqual(await shares('unshare', id, ...to), []);
});

test('an audience is not shared with its owner, by a local id, or by who does not own it', async () => {
  const id = await audience();
  const code = async (account: string, token = shop.writerToken) =>
    (await commandsOf(server, token)(['audiences', 'share', id, '--account', account])).code;
  assert.equal(await code(shop.graphId), 1);
  assert.equal(await code(String(other.accountId)), 1);
  assert.equal(await code(other.graphId, other.writerToken), 1);
  const text = (await commandsOf(server)(['audiences', 'share', id, '--account', other.graphId])).out;
  assert.match(text, /Partner/);
});
