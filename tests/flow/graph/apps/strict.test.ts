import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type Answer,
  emailHashes,
  makeApp,
  makeToken,
  openShop,
  type Shop,
  sha256,
  TestServer,
} from '../../../dev-env/index.ts';
import { faultOf, good, membersOf, newAudience, settledUploads, tell } from '../caller.ts';

const server = await TestServer.start({ people: 1500 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

/** The shop as tokens of an app with these rules see it. */
async function heldTo(strict: readonly string[]): Promise<Shop> {
  const app = await makeApp(server.operator, { strict });
  const writerToken = await makeToken(server.operator, 'account_write', [shop.accountId], app.id);
  return { ...shop, writerToken, writer: server.as(writerToken) };
}

function send(of: Shop, method: string, id: string, schema: unknown, rows: unknown): Promise<Answer> {
  return tell(of.writer, `/v25.0/${id}/users`, { payload: { schema, data: rows } }, method);
}

const single = emailHashes(1, 3);
const several = ['EMAIL', 'EXTERN_ID'];
const pairs = single.map((hash, index) => [hash, `crm-${index}`]);

test('without the rule any rows go into any audience, and people may be taken out until nobody is left', async () => {
  for (const lenient of [shop, await heldTo([]), await heldTo(['lookalike_seed'])]) {
    const id = await newAudience(lenient);
    assert.equal((await send(lenient, 'POST', id, several, pairs)).status, 200);
    assert.equal((await send(lenient, 'POST', id, 'EMAIL', single)).status, 200);
    assert.equal((await send(lenient, 'DELETE', id, 'EMAIL', single)).status, 200);
    assert.equal(await membersOf(server.operator, id), 0);
  }
});

test('an audience of rows with several keys takes no rows of one, nor the other way round', async () => {
  const strict = await heldTo(['mixing']);
  for (const [first, second, from, to] of [
    [['EMAIL', 'LN'], 'EMAIL', 'MULTI_HASHES', 'HASHES_OR_USER_IDS'],
    [several, 'EXTERN_ID', 'EXTERNAL_IDS_MIX', 'EXTERNAL_IDS'],
    ['EMAIL', ['EMAIL', 'LN'], 'HASHES_OR_USER_IDS', 'MULTI_HASHES'],
    ['MADID', several, 'MOBILE_ADVERTISER_IDS', 'EXTERNAL_IDS_MIX'],
  ] as const) {
    const id = await newAudience(strict);
    const rowsOf = (schema: string | readonly string[]) =>
      single.map((hash) => {
        if (typeof schema !== 'string') return [hash, sha256('doe')];
        return schema === 'MADID' ? 'AEBE52E7-03EE-455A-B3C4-E57283966239' : hash;
      });
    assert.equal((await send(strict, 'POST', id, first, rowsOf(first))).status, 200);
    const answer = await send(strict, 'POST', id, second, rowsOf(second));
    assert.equal(answer.status, 400, answer.text);
    const { fbtrace_id: _, ...fault } = faultOf(answer);
    assert.deepEqual(fault, {
      message: `(#2650) Failed to update the custom audience: This audience was created from data source FILE_IMPORTED.${from}, which does not support data source FILE_IMPORTED.${to}.`,
      type: 'OAuthException',
      code: 2650,
      is_transient: false,
    });
    assert.equal((await send(strict, 'POST', id, first, rowsOf(first))).status, 200);
    assert.equal((await send(strict, 'DELETE', id, second, rowsOf(second))).status, 200);
    assert.equal((await send(shop, 'POST', id, second, rowsOf(second))).status, 200);
  }
});

test('who holds to it takes nobody out of an audience that is shown to be small', async () => {
  const strict = await heldTo(['removal']);
  const id = await newAudience(strict);
  assert.equal((await send(strict, 'POST', id, 'EMAIL', single)).status, 200);
  await settledUploads(server.operator, id);
  const answer = await send(strict, 'DELETE', id, 'EMAIL', single.slice(0, 1));
  assert.equal(answer.status, 400, answer.text);
  assert.equal(
    answer.headers['www-authenticate'],
    'OAuth "Facebook Platform" "invalid_request" "Permissions error"',
  );
  const { fbtrace_id: _, ...fault } = faultOf(answer);
  assert.deepEqual(Object.entries(fault), [
    ['message', 'Permissions error'],
    ['type', 'OAuthException'],
    ['code', 200],
    ['error_subcode', 1870047],
    ['is_transient', false],
    ['error_user_title', 'Audience Size too Low'],
    [
      'error_user_msg',
      'You cannot remove users from this audience because it will result in a low audience size.',
    ],
  ]);
  assert.equal(await membersOf(server.operator, id), 3);
  assert.equal((await send(strict, 'POST', id, 'EMAIL', emailHashes(4, 6))).status, 200);
});

test('whether people may be taken out follows from the size that is shown, and from nothing finer', async () => {
  const strict = await heldTo(['removal']);
  // All are shown as 1400 people.
  for (const people of [1360, 1400, 1440]) {
    const id = await newAudience(strict);
    assert.equal((await send(strict, 'POST', id, 'EMAIL', emailHashes(1, people))).status, 200);
    await settledUploads(server.operator, id);
    const strangers = (rows: number) => Array.from({ length: rows }, (_, index) => sha256(`nobody ${index}`));
    assert.equal((await send(strict, 'DELETE', id, 'EMAIL', strangers(373))).status, 400, String(people));
    assert.equal((await send(strict, 'DELETE', id, 'EMAIL', strangers(372))).status, 200, String(people));
    const none = good<{ num_invalid_entries: number }>(
      await send(strict, 'DELETE', id, 'EMAIL', ['no hash']),
    );
    assert.equal(none.num_invalid_entries, 1);
  }
});
