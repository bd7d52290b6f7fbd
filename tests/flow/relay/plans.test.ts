import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { UploadReport } from '@kindred/contract';
import {
  type Answer,
  type Client,
  commandsOf,
  emailHashes,
  fields,
  file,
  makeApp,
  makeToken,
  person,
  sha256,
  strangerHash,
  TestServer,
  until,
} from '../../dev-env/index.ts';
import { connect, openRemoteShop, peopleThere, relayedAudience, relayOf, sendRelayed } from './remote.ts';

const meta = await TestServer.start({ people: 4000 });
after(() => meta[Symbol.asyncDispose]());
const here = await TestServer.start();
after(() => here[Symbol.asyncDispose]());
const shop = await openRemoteShop(here, meta);

interface Plan {
  readonly would_add: number | null;
  readonly would_remove: number | null;
  readonly would_stay: number | null;
  readonly files_waiting: boolean;
  readonly upload: UploadReport;
}

interface Asked {
  readonly as?: Client;
  readonly userType?: string | null;
}

function ask(audienceId: number, operation: string, content: string, asked: Asked = {}): Promise<Answer> {
  const { as = here.operator, userType = 'email_hash' } = asked;
  const parts = [...fields({ user_type: userType, operation }), file(content)];
  return as.sendForm('POST', `/custom_audiences/${audienceId}/plans`, parts);
}

async function plan(...args: Parameters<typeof ask>): Promise<Plan> {
  const answer = await ask(...args);
  assert.equal(answer.status, 200, answer.text);
  const { plan: told } = answer.json<{ plan: Plan }>();
  assert.equal(told.upload.funnel.matched, null);
  return told;
}

/** What it would add and remove, and who would stay. */
async function counts(...args: Parameters<typeof ask>): Promise<readonly (number | null)[]> {
  const { would_add: add, would_remove: remove, would_stay: stay } = await plan(...args);
  return [add, remove, stay];
}

const list = (first: number, count: number) => emailHashes(first, count).join('\n');

test('a plan tells for every operation what the file then does there, and changes nothing', async () => {
  const content = [list(1, 1500), list(1, 3), strangerHash('one'), '', 'mary@example.com'].join('\n');
  for (const [operation, expected] of [
    ['add', [1001, 0, 1000]],
    ['remove', [0, 500, 500]],
    ['replace', [1001, 500, 500]],
  ] as const) {
    const { audienceId, fbId } = await relayedAudience(shop, list(1001, 1000));
    const told = await plan(audienceId, operation, content);
    assert.deepEqual([told.would_add, told.would_remove, told.would_stay], expected, operation);
    assert.deepEqual([told.upload.state, told.files_waiting], ['planned', false]);
    assert.equal(await peopleThere(meta, fbId), 1000, operation);
    const { funnel } = await sendRelayed(shop, audienceId, operation, content);
    const { newly_added: added, removed, ...lines } = told.upload.funnel;
    const { newly_added: _added, removed: _removed, ...linesThen } = funnel;
    assert.deepEqual(lines, linesThen, operation);
    assert.deepEqual([added, removed], [told.would_add, told.would_remove]);
    // The stranger is nobody there.
    const strangers = operation === 'remove' ? 0 : 1;
    const then = (told.would_stay ?? 0) + (told.would_add ?? 0);
    assert.equal(await peopleThere(meta, fbId), then - strangers, operation);
    assert.deepEqual(await counts(audienceId, 'remove', list(1, 4000)), [0, then - strangers, strangers]);
  }
});

test('a plan of a mirror tells what travels', async () => {
  const { audienceId } = await relayedAudience(shop, list(2901, 10));
  await sendRelayed(shop, audienceId, 'mirror', list(1, 1000));
  const next = list(101, 1050);
  assert.deepEqual(await counts(audienceId, 'mirror', next), [150, 100, 910]);
  const { rows } = relayOf(await sendRelayed(shop, audienceId, 'mirror', next));
  assert.deepEqual([rows.relayed, rows.taken_out], [150, 100]);
  assert.deepEqual(await counts(audienceId, 'mirror', next), [0, 0, 1060]);
});

test('rows of several keys are known by any of them, and gone when one was taken out', async () => {
  const rows = (numbers: readonly number[], cells: (number: number) => string) =>
    ['EMAIL,PHONE,FN', ...numbers.map((number) => `${cells(number)},${sha256('mary')}`)].join('\n');
  const both = (number: number) => `${sha256(person(number).email)},${sha256(person(number).phone)}`;
  const byPhone = (number: number) => `,${sha256(person(number).phone)}`;
  const numbers = Array.from({ length: 100 }, (_, index) => index + 1);
  const { audienceId } = await relayedAudience(shop, rows(numbers, both), { userType: null });
  const [few, more] = [numbers.slice(0, 30), [...numbers.slice(20), 101, 102]];
  const asked = { userType: null };
  assert.deepEqual(await counts(audienceId, 'replace', rows(more, byPhone), asked), [2, 20, 80]);
  await sendRelayed(shop, audienceId, 'remove', rows(few, byPhone), null);
  assert.deepEqual(await counts(audienceId, 'add', list(1, 40)), [30, 0, 70]);
  await sendRelayed(shop, audienceId, 'add', rows([1, 2], both), null);
  assert.deepEqual(await counts(audienceId, 'replace', list(1, 40)), [28, 60, 12]);
});

test('a plan says that something waits, and an account token learns no more from it than from an upload', async () => {
  const app = await makeApp(meta.operator, { strict: ['removal'] });
  const strict = await openRemoteShop(here, meta);
  const token = await makeToken(meta.operator, 'account_write', [strict.there.accountId], app.id);
  await connect(here, strict.accountId, { access_token: token });
  const { audienceId } = await relayedAudience(strict, list(1, 1200));
  await sendRelayed(strict, audienceId, 'remove', list(1, 900));
  assert.equal((await plan(audienceId, 'add', list(1, 10))).files_waiting, true);
  const small = await plan(audienceId, 'replace', list(1, 5), { as: strict.writer });
  assert.deepEqual([small.would_add, small.would_remove, small.would_stay], [null, 1200, null]);
  assert.equal((await ask(audienceId, 'add', list(1, 5), { as: shop.writer })).status, 404);
});

test('who opted out is not there, and comes again with the first mirror after a lift', async () => {
  const { audienceId, fbId } = await relayedAudience(shop, '');
  await sendRelayed(shop, audienceId, 'mirror', list(1, 100));
  const form = (lines: string) => [...fields({ user_type: 'email_hash' }), file(lines)];
  const made = await here.operator.sendForm('POST', '/opt_outs', form(list(11, 5)));
  assert.equal(made.status, 201, made.text);
  await until('an end of the opt-out there', async () => {
    const answer = await here.operator.get('/opt_outs');
    const { opt_outs: all } = answer.json<{ opt_outs: { relay: { relay: { state: string } }[] }[] }>();
    return all.every(({ relay }) => relay.every((each) => each.relay.state === 'ended'));
  });
  const told = await plan(audienceId, 'mirror', list(1, 100));
  assert.deepEqual([told.would_add, told.would_remove, told.would_stay], [0, 0, 95]);
  assert.equal(told.upload.funnel.suppressed, 5);
  const lifted = await here.operator.sendForm('POST', '/opt_outs/lifts', form(list(11, 5)));
  assert.ok(lifted.status < 300, lifted.text);
  assert.deepEqual(await counts(audienceId, 'add', list(1, 100)), [5, 0, 95]);
  assert.deepEqual(await counts(audienceId, 'mirror', list(1, 100)), [5, 0, 95]);
  assert.equal(relayOf(await sendRelayed(shop, audienceId, 'mirror', list(1, 100))).rows.relayed, 5);
  assert.equal(await peopleThere(meta, fbId), 100);
});

test('nothing that was only asked about is kept, and the command line asks, too', async () => {
  const { audienceId } = await relayedAudience(shop, list(1, 100));
  const run = commandsOf(here);
  const to = ['--audience', String(audienceId), '--user-type', 'email_hash'];
  const told = await run(['plan', '-', ...to, '--mirror'], { input: list(51, 60) });
  assert.equal(told.code, 0, told.err);
  assert.match(told.out, /would be added +60\b/);
  const uid = await ask(audienceId, 'add', '123\n456', { userType: 'fbid' });
  assert.match(uid.text, /rows_not_relayable/);
  await here.stop();
  const { column } = await here.stores({
    column: [
      { sql: 'SELECT count() AS row_count FROM staged_rows' },
      { sql: 'SELECT count() AS row_count FROM relay_incoming' },
    ],
  });
  assert.deepEqual(
    column.map((rows) => Number(rows[0]?.['row_count'])),
    [0, 0],
  );
});
