import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  appliedUpload,
  createAudience,
  openShop,
  sha256,
  TestServer,
  updateAudience,
} from '../dev-env/index.ts';

interface ListAnswer {
  readonly custom_audiences: readonly Record<string, unknown>[];
  readonly meta: { readonly page: number; readonly total: number };
}

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const content = `${sha256('somebody')}\n`;
const made: number[] = [];

before(async () => {
  for (let count = 0; count < 23; count += 1) {
    const { audienceId } = await createAudience({ client: shop.writer, accountId: shop.accountId, content });
    made.push(audienceId);
  }
});

async function list(query: string): Promise<ListAnswer> {
  const answer = await shop.reader.get(`/custom_audiences?fb_ad_account_id=${shop.graphId}${query}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json<ListAnswer>();
}

test('a list shows ten audiences a page, newest first, and tells the page and the total', async () => {
  const newestFirst = made.toReversed();
  const pages = [await list(''), await list('&page=2'), await list('&page=3')];
  for (const [index, page] of pages.entries()) {
    assert.deepEqual(page.meta, { page: index + 1, total: 23 });
    assert.deepEqual(
      page.custom_audiences.map((audience) => audience['id']),
      newestFirst.slice(index * 10, index * 10 + 10),
    );
  }
});

test('a page behind the last one is empty and still tells the total', async () => {
  assert.deepEqual(await list('&page=4'), { custom_audiences: [], meta: { page: 4, total: 23 } });
  assert.deepEqual((await list('&page=999999999')).custom_audiences, []);
});

test('an audience in a list has the documented keys in their order', async () => {
  const first = (await list('')).custom_audiences[0] ?? {};
  assert.deepEqual(Object.keys(first), ['id', 'name', 'fb_id', 'subtype', 'description', 'opt_out_link']);
});

test('a list shows only the subtype that is asked for', async () => {
  assert.equal((await list('&subtype=CUSTOM')).meta.total, 23);
  assert.deepEqual(await list('&subtype=LOOKALIKE'), { custom_audiences: [], meta: { page: 1, total: 0 } });
});

test('an ad account may be named by its Graph id, with act_ before it, or by its local id', async () => {
  for (const id of [shop.graphId, `act_${shop.graphId}`, String(shop.accountId)]) {
    const answer = await shop.reader.get(`/custom_audiences?fb_ad_account_id=${id}`);
    assert.equal(answer.json<ListAnswer>().meta.total, 23, id);
  }
});

test('an audience is found by its local and by its Graph id', async () => {
  const [newest] = (await list('')).custom_audiences;
  const byLocal = await shop.reader.get(`/custom_audiences/${newest?.['id']}`);
  const byGraph = await shop.reader.get(`/custom_audiences/${newest?.['fb_id']}`);
  assert.equal(byLocal.status, 200);
  assert.equal(byLocal.text, byGraph.text);
  assert.match(String(newest?.['fb_id']), /^[0-9]{15}$/);
});

test('further keys stand behind the documented ones in the order in which they are asked for', async () => {
  const names = ['time_updated', 'approximate_count_upper_bound', 'time_created', 'name', 'user_type'];
  const answer = await shop.reader.get(`/custom_audiences/${made[0]}?fields=${names.join(',')}`);
  const { fb_custom_audience: audience } = answer.json<{ fb_custom_audience: Record<string, unknown> }>();
  assert.deepEqual(Object.keys(audience).slice(6), [
    'time_updated',
    'approximate_count_upper_bound',
    'time_created',
    'user_type',
  ]);
  assert.equal(typeof audience['time_updated'], 'number');
  assert.equal(audience['user_type'], 'email_hash');
  const inList = (await list(`&fields=${names.join(',')}`)).custom_audiences.at(-1) ?? {};
  assert.ok(Object.keys(inList).includes('time_created'));
});

test('a further key that is not known is refused with the ones that are', async () => {
  for (const path of [
    `/custom_audiences/${made[0]}?fields=members`,
    `/custom_audiences?fb_ad_account_id=${shop.graphId}&fields=id,,name`,
  ]) {
    const answer = await shop.reader.get(path);
    assert.equal(answer.status, 422);
    assert.match(answer.text, /operation_status/);
  }
});

test('uploads are listed ten a page, newest first', async () => {
  const audienceId = made[0] ?? 0;
  let last = 0;
  for (let count = 0; count < 11; count += 1) {
    last = (await updateAudience(audienceId, 'add', { client: shop.writer, content })).uploadId;
  }
  await appliedUpload(shop.reader, last);
  const pageOf = async (page: number) => {
    const answer = await shop.reader.get(`/custom_audiences/${audienceId}/uploads?page=${page}`);
    return answer.json<{ uploads: { id: number }[]; meta: { page: number; total: number } }>();
  };
  const first = await pageOf(1);
  assert.deepEqual(first.meta, { page: 1, total: 12 });
  assert.equal(first.uploads[0]?.id, last);
  assert.equal(first.uploads.length, 10);
  assert.equal((await pageOf(2)).uploads.length, 2);
  assert.deepEqual(await pageOf(3), { uploads: [], meta: { page: 3, total: 12 } });
});

test('an upload has the same report under its own address and under that of its audience', async () => {
  const { audienceId, uploadId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content,
  });
  await appliedUpload(shop.writer, uploadId);
  const own = await shop.reader.get(`/uploads/${uploadId}`);
  const under = await shop.reader.get(`/custom_audiences/${audienceId}/uploads/${uploadId}`);
  assert.equal(own.text, under.text);
  const elsewhere = await shop.reader.get(`/custom_audiences/${made[0]}/uploads/${uploadId}`);
  assert.equal(elsewhere.status, 404);
});
