import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { UploadReport } from '@kindred/contract';
import {
  appliedUpload,
  type Client,
  createAudience,
  emailHashes,
  openShop,
  strangerHash,
  TestServer,
  updateAudience,
} from '../dev-env/index.ts';

const server = await TestServer.start({ people: 3000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

interface Sized {
  readonly approximate_count_lower_bound: number;
  readonly approximate_count_upper_bound: number;
  readonly operation_status: { readonly code: number; readonly description: string };
  readonly delivery_status: { readonly code: number; readonly description: string };
}

async function read(audienceId: number, client: Client = shop.reader): Promise<Sized> {
  const fields =
    'approximate_count_lower_bound,approximate_count_upper_bound,operation_status,delivery_status';
  const answer = await client.get(`/custom_audiences/${audienceId}?fields=${fields}`);
  assert.equal(answer.status, 200, answer.text);
  const { fb_custom_audience: audience } = answer.json<{ fb_custom_audience: Sized }>();
  const { approximate_count_lower_bound, approximate_count_upper_bound, operation_status, delivery_status } =
    audience;
  return {
    approximate_count_lower_bound,
    approximate_count_upper_bound,
    operation_status,
    delivery_status,
  };
}

async function create(lines: readonly string[], userType?: string): Promise<number> {
  const options = { client: shop.writer, accountId: shop.accountId, content: lines.join('\n') };
  const { audienceId, uploadId } = await createAudience(
    userType === undefined ? options : { ...options, userType },
  );
  await appliedUpload(shop.writer, uploadId);
  return audienceId;
}

function bounds({ approximate_count_lower_bound: lower, approximate_count_upper_bound: upper }: Sized) {
  return [lower, upper];
}

const sizes: readonly (readonly [members: number, lower: number, upper: number])[] = [
  [1, 1000, 1000],
  [99, 1000, 1000],
  [999, 1000, 1000],
  [1500, 1470, 1530],
  [1549, 1470, 1530],
  [1550, 1568, 1632],
  [2960, 2940, 3060],
];

for (const [members, lower, upper] of sizes) {
  test(`an audience of ${members} people shows a size from ${lower} to ${upper}, to operators too`, async () => {
    const audience = await create(emailHashes(1, members));
    assert.deepEqual(bounds(await read(audience)), [lower, upper]);
    assert.deepEqual(bounds(await read(audience, server.operator)), [lower, upper]);
  });
}

test('the exact size is told to operators who ask for it, and to nobody else', async () => {
  const path = `/custom_audiences/${await create(emailHashes(1, 1234))}?fields=exact_count`;
  const exact = await server.operator.get(path);
  assert.equal(
    exact.json<{ fb_custom_audience: { exact_count: number } }>().fb_custom_audience.exact_count,
    1234,
  );
  const list = `/custom_audiences?fb_ad_account_id=${shop.accountId}&fields=name,exact_count`;
  for (const [client, asked] of [
    [shop.reader, path],
    [shop.writer, path],
    [shop.reader, list],
  ] as const) {
    const refused = await client.get(asked);
    assert.equal(refused.status, 422);
    assert.match(refused.text, /exact_count is told to operators only/);
  }
  assert.doesNotMatch((await shop.reader.get(path.replace('exact_count', 'size'))).text, /exact_count/);
});

test('two files that differ by one person show the same size and the same report', async () => {
  const [without, withOne] = [emailHashes(1, 1520), emailHashes(1, 1521)];
  const padded = [...without, strangerHash('in place of one')];
  const reports: unknown[] = [];
  for (const lines of [padded, withOne]) {
    const audience = await create(lines);
    const answer = await shop.reader.get(`/custom_audiences/${audience}/uploads`);
    const [upload] = answer.json<{ uploads: UploadReport[] }>().uploads;
    reports.push([await read(audience), upload?.funnel, upload?.notes]);
  }
  assert.deepEqual(reports[0], reports[1]);
});

test('an account token sees rounded counts of people and exact counts of its own lines', async () => {
  const lines = [...emailHashes(1, 1234), strangerHash(1), 'bad', ''];
  const { uploadId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content: lines.join('\n'),
  });
  const exact = await appliedUpload(server.operator, uploadId);
  const rounded = await appliedUpload(shop.writer, uploadId);
  assert.deepEqual([exact.rounded, rounded.rounded], [false, true]);
  assert.deepEqual(
    [exact.funnel.matched, exact.funnel.newly_added, exact.funnel.matched_by_kind.EMAIL],
    [1234, 1234, 1234],
  );
  assert.deepEqual(rounded.funnel, {
    ...exact.funnel,
    matched: 1200,
    matched_by_kind: { EMAIL: 1200 },
    newly_added: 1200,
    removed: null,
  });
});

test('below the floor an account token sees no count of people at all', async () => {
  const { uploadId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content: emailHashes(1, 999).join('\n'),
  });
  const { funnel } = await appliedUpload(shop.writer, uploadId);
  assert.deepEqual([funnel.matched, funnel.newly_added, funnel.removed], [null, null, null]);
  assert.equal(funnel.accepted, 999);
});

test('whether a single line matched is no answer that an account token gets', async () => {
  const seen: string[] = [];
  for (const lines of [[strangerHash('a')], emailHashes(7, 1)]) {
    const { uploadId } = await createAudience({
      client: shop.writer,
      accountId: shop.accountId,
      content: lines.join('\n'),
    });
    const { funnel, notes } = await appliedUpload(shop.writer, uploadId);
    seen.push(JSON.stringify([funnel, notes]));
  }
  assert.equal(seen[0], seen[1]);
});

const statuses: readonly (readonly [
  name: string,
  lines: readonly string[],
  operation: number,
  delivery: number,
])[] = [
  ['of 1050 people', emailHashes(1, 1050), 200, 200],
  ['of 1049 people', emailHashes(1, 1049), 200, 300],
  ['of one person', emailHashes(1, 1), 200, 300],
  ['of an empty file', [], 410, 300],
  ['of a file without a usable line', ['bad', 'worse'], 410, 300],
  ['of which 1049 of 11 000 were matched', [...emailHashes(1, 1049), ...strangers(9951)], 411, 300],
  ['of which 1050 of 11 000 were matched', [...emailHashes(1, 1050), ...strangers(9950)], 200, 200],
  ['of ten thousand lines of which nobody was matched', strangers(10_000), 200, 300],
  ['of one line more of which nobody was matched', strangers(10_001), 411, 300],
  ['of which more than half was rejected', [...emailHashes(1, 100), ...bad(101)], 412, 300],
  ['of which half was rejected', [...emailHashes(1, 100), ...bad(100)], 200, 300],
];

function strangers(count: number): string[] {
  return Array.from({ length: count }, (_, index) => strangerHash(index));
}

function bad(count: number): string[] {
  return Array.from({ length: count }, () => 'bad');
}

for (const [name, lines, operation, delivery] of statuses) {
  test(`an audience ${name} has operation status ${operation} and delivery status ${delivery}`, async () => {
    const { operation_status: done, delivery_status: deliverable } = await read(await create(lines));
    assert.deepEqual([done.code, deliverable.code], [operation, delivery]);
    assert.ok(done.description.length > 0);
    if (operation === 200) assert.equal(done.description, 'Normal');
    if (delivery === 200) assert.equal(deliverable.description, 'This audience is ready for use.');
  });
}

test('while people are being found the status is 441, and before the first are found the size is -1', async () => {
  const content = [...emailHashes(1, 500), ...strangers(200_000)].join('\n');
  const { audienceId, uploadId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content,
  });
  const during = await read(audienceId);
  assert.equal(during.operation_status.code, 441);
  assert.deepEqual(bounds(during), [-1, -1]);
  await appliedUpload(shop.writer, uploadId);
  assert.deepEqual(bounds(await read(audienceId)), [1000, 1000]);
  const further = await updateAudience(audienceId, 'add', { client: shop.writer, content });
  const again = await read(audienceId);
  assert.deepEqual([again.operation_status.code, ...bounds(again)], [441, 1000, 1000]);
  await appliedUpload(shop.writer, further.uploadId);
});

test('sizes follow removals and replacements', async () => {
  const audience = await create(emailHashes(1, 3000));
  assert.deepEqual(bounds(await read(audience)), [2940, 3060]);
  for (const [operation, people, lower] of [
    ['remove', 1000, 1960],
    ['replace', 1200, 1176],
    ['remove', 1200, 1000],
  ] as const) {
    const content = emailHashes(1, people).join('\n');
    const { uploadId } = await updateAudience(audience, operation, { client: shop.writer, content });
    await appliedUpload(shop.writer, uploadId);
    assert.equal((await read(audience)).approximate_count_lower_bound, lower);
  }
});
