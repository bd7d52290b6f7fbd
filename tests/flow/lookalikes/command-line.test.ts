import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { commandLine, openShop, TestServer } from '../../dev-env/index.ts';
import { crowd, likers, listOf, settleCrowd } from './crowd.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const people = crowd(6000, 'IT', 21);
await settleCrowd(server.operator, people);
const origin = await listOf(shop, likers(people).slice(0, 120));
const env = { KINDRED_URL: server.url, KINDRED_TOKEN: server.operatorToken };

function create(...args: readonly string[]) {
  const always = ['--account', String(shop.accountId), '--origin', String(origin), '--name', 'Alike'];
  return commandLine(['lookalike', 'create', ...always, ...args], { env });
}

interface Shown {
  readonly fb_custom_audience: {
    readonly id: number;
    readonly subtype: string;
    readonly exact_count: number;
    readonly operation_status: { readonly code: number };
  };
}

test('a lookalike is created, waited for, and shown with its report', async () => {
  const made = await create('--type', 'reach', '--country', 'IT', '--json');
  assert.equal(made.code, 0, made.err);
  const { fb_custom_audience: audience } = JSON.parse(made.out) as Shown;
  assert.equal(audience.subtype, 'LOOKALIKE');
  assert.equal(audience.operation_status.code, 200);
  assert.equal(audience.exact_count, 300);

  const shown = await commandLine(['lookalike', 'show', String(audience.id)], { env });
  assert.equal(shown.code, 0, shown.err);
  assert.match(shown.out, /^name +Alike$/m);
  assert.match(shown.out, /^Italy$/m);
  assert.match(shown.out, /^120 seeds, /m);

  const json = await commandLine(['lookalike', 'show', String(audience.id), '--json'], { env });
  const answer = await server.operator.get(`/custom_audiences/${audience.id}/lookalike_report`);
  const { lookalike_report: report } = JSON.parse(json.out) as { lookalike_report: unknown };
  assert.deepEqual({ lookalike_report: report }, answer.json());
});

test('a band of ratios is asked for by two shares, and need not be waited for', async () => {
  const made = await create(
    '--ratio',
    '0.1',
    '--starting-ratio',
    '0.05',
    '--country',
    'IT',
    '--no-wait',
    '--json',
  );
  assert.equal(made.code, 0, made.err);
  const { fb_custom_audience: audience } = JSON.parse(made.out) as Shown;
  assert.ok([200, 441].includes(audience.operation_status.code));
});

test('a wrong size is wrong usage, and what the server refuses ends with its sentence', async () => {
  for (const [args, code, sentence] of [
    [['--country', 'IT'], 2, /--ratio/],
    [['--country', 'IT', '--ratio', 'much'], 2, /--ratio is "much"/],
    [['--country', 'IT', '--ratio', '0.1', '--type', 'reach'], 2, /conflict|cannot be used/],
    [['--country', 'IT', '--ratio', '0.5'], 1, /0\.01 to 0\.20/],
    [['--country', 'ATL', '--type', 'reach'], 1, /two letters/],
  ] as const) {
    const ran = await create(...args);
    assert.equal(ran.code, code, ran.err);
    assert.match(ran.err, sentence);
  }
});
