import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Graph, GraphRefusal, uploadRows } from '@kindred/sdk';
import { makeApp, makeToken, openShop, person, sha256, TestServer } from '../../dev-env/index.ts';
import { emptyAudience, hashes, kindredOf, told } from './sdk.ts';

const server = await TestServer.start({ people: 3000 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const operator = kindredOf(server, server.operatorToken);

test('rows may be plain or hashed, and what cannot be used is told by its line', async () => {
  const audience = await emptyAudience(shop);
  async function* rows() {
    yield ` ${person(1).email.toUpperCase()} `;
    yield sha256(person(2).email);
    yield '';
    yield 'no address';
    yield sha256(person(3).email).toUpperCase();
    yield sha256('');
  }
  const outcome = await kindredOf(server, shop.writerToken).audiences.upload(audience, {
    schema: ['email'],
    rows: rows(),
  });
  const { tally, ...sums } = outcome.sums;
  assert.deepEqual(tally, {
    read: 6,
    blank: 1,
    unusable: 2,
    faults: { EMAIL: { not_an_email: 1, hash_of_empty: 1 } },
    samples: [
      { line: 4, kind: 'EMAIL', fault: 'not_an_email' },
      { line: 6, kind: 'EMAIL', fault: 'hash_of_empty' },
    ],
  });
  assert.deepEqual(sums, { sent: 3, refused: 0, refusals: [], repeated: 0 });
  assert.deepEqual([outcome.sessions.length, outcome.resumed], [1, false]);
  const report = await told(operator, audience, outcome.sessions);
  assert.deepEqual([report.lines, report.added], [3, 3]);
});

test('rows that the server refuses are named by the lines that they came from', async () => {
  const audience = await emptyAudience(shop);
  const rows = [
    ['id-1', person(1).email],
    ['', person(2).email],
    ['id-3', null],
    ['', 'no address'],
    [undefined, person(4).email],
  ];
  const { sums } = await kindredOf(server, shop.writerToken).audiences.upload(audience, {
    schema: ['EXTERN_ID', 'EMAIL'],
    rows,
  });
  assert.deepEqual([sums.tally.unusable, sums.sent, sums.refused], [1, 4, 2]);
  assert.deepEqual(sums.refusals, [
    { line: 2, reason: 'empty external ID' },
    { line: 5, reason: 'empty external ID' },
  ]);
});

test('people are found by what only together names them, and a second address is a row of its own', async () => {
  const audience = await emptyAudience(shop);
  const { fn, ln, zip, country } = person(7);
  const outcome = await kindredOf(server, shop.writerToken).audiences.upload(audience, {
    schema: ['fn', 'ln', 'zip', 'country', 'email', 'email'],
    rows: [
      [fn, ln, zip, country, '', ''],
      ['', '', '', '', person(8).email, person(9).email],
    ],
  });
  assert.deepEqual([outcome.sums.tally.read, outcome.sums.sent], [2, 3]);
  assert.equal((await told(operator, audience, outcome.sessions)).added, 3);
});

test('people are removed, and a replace leaves those who were sent with it', async () => {
  const audience = await emptyAudience(shop);
  const { audiences } = kindredOf(server, shop.writerToken);
  const emails = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => person(from + index).email);
  const send = async (operation: 'add' | 'remove' | 'replace', rows: readonly string[]) => {
    const { sessions } = await audiences.upload(audience, { schema: ['EMAIL'], rows, operation });
    await told(operator, audience, sessions);
    return (await operator.audiences.get(audience, { fields: 'exact_count' })).exact_count;
  };
  assert.equal(await send('add', emails(1, 1200)), 1200);
  assert.equal(await send('remove', emails(1, 300)), 900);
  assert.equal(await send('replace', emails(2000, 500)), 500);
  const sessions: unknown[] = [];
  for await (const { num_received: received, stage } of audiences.sessions(audience)) {
    sessions.push([received, stage]);
  }
  assert.deepEqual(sessions, [
    [500, 'finished'],
    [300, 'finished'],
    [1200, 'finished'],
  ]);
});

test('a list without a usable row sends nothing, and says so', async () => {
  const audience = await emptyAudience(shop);
  const given = { schema: ['EMAIL'], rows: ['x', '', 'y'] };
  const { sessions, sums } = await kindredOf(server, shop.writerToken).audiences.upload(audience, given);
  assert.deepEqual([sessions, sums.sent, sums.tally.unusable, sums.tally.blank], [[], 0, 2, 1]);
});

test('forty thousand rows go in several requests at once, and all are counted', async () => {
  const audience = await emptyAudience(shop);
  const answered: number[] = [];
  const outcome = await kindredOf(server, shop.writerToken).audiences.upload(audience, {
    schema: ['EMAIL_SHA256'],
    rows: hashes(1, 42_000),
    onEvent: (event) => event.kind === 'answered' && answered.push(event.sums.sent),
  });
  assert.equal(outcome.batches, 5);
  assert.deepEqual([answered.at(-1), answered.length <= 5], [42_000, true]);
  assert.deepEqual(await told(operator, audience, outcome.sessions), {
    ...{ lines: 42_000, rejected: 0, accepted: 42_000, added: 0, removed: 0 },
  });
});

test('columns that nobody knows, or that find nobody, are refused in a sentence', async () => {
  const { audiences } = kindredOf(server, shop.writerToken);
  const send = (schema: readonly string[]) => async () => audiences.upload('1', { schema, rows: [] });
  await assert.rejects(send(['EMAIL', 'SHOE_SIZE']), /"SHOE_SIZE" is no name of a column/);
  await assert.rejects(send(['COUNTRY']), /None of the columns finds a person/);
});

test('a refusal is a sentence that says what to do', async () => {
  const audience = await emptyAudience(shop);
  const refused = async (token: string, id: string) => {
    try {
      await kindredOf(server, token).audiences.upload(id, { schema: ['EMAIL'], rows: hashes(1, 1) });
    } catch (error) {
      assert.ok(error instanceof GraphRefusal);
      return error;
    }
    throw new Error('it was not refused');
  };
  const unknown = await refused('nobody', audience);
  assert.match(unknown.message, /Get a new one, and run the same again/);
  assert.ok(unknown.isAboutToken);
  const absent = await refused(shop.writerToken, '123456789012345');
  assert.match(absent.message, /does not exist.*Look at the id/s);
  const reader = await makeToken(server.operator, 'account_read', [shop.accountId]);
  assert.match((await refused(reader, audience)).message, /Use a token of the role account_write/);
});

test('the Graph API alone is enough, with a proof where the app asks for one', async () => {
  const audience = await emptyAudience(shop, 'By its name');
  const app = await makeApp(server.operator, { require_proof: true });
  const token = await makeToken(server.operator, 'account_write', [shop.accountId], app.id);
  const url = `${server.url}/v24.0`;
  const given = { schema: ['EMAIL'], rows: hashes(1, 10) };
  const graph = new Graph({ url, token, appSecret: app.secret });
  const { sums } = await uploadRows(graph, audience, given);
  assert.equal(sums.sent, 10);
  await assert.rejects(uploadRows(new Graph({ url, token }), audience, given), GraphRefusal);
  const { audiences } = kindredOf(server, token, { appSecret: app.secret });
  assert.deepEqual(await audiences.find('By its name'), { id: audience, name: 'By its name' });
  await assert.rejects(audiences.find('Nobody'), /There is no audience "Nobody"/);
  await emptyAudience(shop, 'By its name');
  await assert.rejects(audiences.find('By its name'), /2 audiences are called "By its name"/);
});
