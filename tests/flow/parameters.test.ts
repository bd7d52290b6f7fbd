import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Answer, createAudience, fields, file, openShop, sha256, TestServer } from '../dev-env/index.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const content = sha256('somebody');
let audienceId = 0;
before(async () => {
  audienceId = (await createAudience({ client: shop.writer, accountId: shop.accountId, content })).audienceId;
});

interface Case {
  readonly name: string;
  /** null: the parameter is left out. */
  readonly value: string | null;
  readonly status: number;
  readonly code?: string;
}

const missing: Case = { name: 'missing', value: null, status: 400, code: 'parameter_missing' };
const empty: Case = { name: 'empty', value: '', status: 422, code: 'parameter_invalid' };
const blank: Case = { name: 'blank', value: '   ', status: 422, code: 'parameter_invalid' };

function refused(name: string, value: string): Case {
  return { name, value, status: 422, code: 'parameter_invalid' };
}

function taken(name: string, value: string | null): Case {
  return { name, value, status: 0 };
}

const account: readonly Case[] = [
  missing,
  empty,
  blank,
  refused('no number', 'shop'),
  refused('a fraction', '2.5'),
  refused('negative', '-22'),
  refused('too long', '1'.repeat(33)),
  refused('longer than any id', '1'.repeat(20)),
  { name: 'of nobody', value: '4242424242', status: 404, code: 'ad_account_not_found' },
];
const userType: readonly Case[] = [
  refused('none of the documented ones', 'email'),
  refused('in capitals', 'EMAIL_HASH'),
  refused('too long', 'email_hash'.repeat(10)),
  { name: 'empty and the file names no columns', value: '', status: 422, code: 'schema_unknown' },
];

const posted: Readonly<Record<string, readonly Case[]>> = {
  fb_ad_account_id: account,
  name: [
    missing,
    empty,
    blank,
    refused('too long', 'n'.repeat(201)),
    refused('too long in other letters', '東'.repeat(201)),
    refused('with a control character', 'a\u0007b'),
    refused('with a zero byte', 'a\0b'),
    taken('as long as may be', '東'.repeat(200)),
    taken('of characters that mean something to others', `"; drop table kindred.audiences; -- <b>'&`),
  ],
  user_type: userType,
  subtype: [
    refused('of another kind', 'LOOKALIKE'),
    refused('in small letters', 'custom'),
    refused('too long', 'C'.repeat(33)),
    taken('missing', null),
    taken('empty', ''),
  ],
  description: [
    refused('too long', 'd'.repeat(1001)),
    taken('missing', null),
    taken('empty', ''),
    taken('of several lines', 'first\nsecond\tthird'),
    taken('as long as may be', 'd'.repeat(1000)),
  ],
  opt_out_link: [
    refused('no address', 'www.myshop.com'),
    refused('of a script', 'javascript:alert(1)'),
    refused('too long', `http://www.myshop.com/${'o'.repeat(2048)}`),
    taken('missing', null),
    taken('empty', ''),
    taken('an https address', 'https://www.myshop.com/opt_out?a=1&b=2'),
  ],
};

async function assertOutcome(answer: Answer, parameter: string, { status, code }: Case, success: number) {
  assert.equal(answer.status, status === 0 ? success : status, answer.text);
  if (code === undefined) return;
  const { error } = answer.json<{ error: { code: string; details: Record<string, unknown> } }>();
  assert.equal(error.code, code);
  if (code.startsWith('parameter_')) assert.equal(error.details['parameter'], parameter);
}

for (const [parameter, cases] of Object.entries(posted)) {
  for (const each of cases) {
    const outcome = each.status === 0 ? 'is taken' : `is refused with ${each.status}`;
    test(`POST /custom_audiences: ${parameter} ${each.name} ${outcome}`, async () => {
      const good = { fb_ad_account_id: shop.graphId, name: 'Good', user_type: 'email_hash' };
      const form = [...fields({ ...good, [parameter]: each.value }), file(content)];
      await assertOutcome(
        await shop.writer.sendForm('POST', '/custom_audiences', form),
        parameter,
        each,
        201,
      );
    });
  }
}

const put: Readonly<Record<string, readonly Case[]>> = {
  fb_ad_account_id: [taken('missing', null), taken('empty', ''), ...account.slice(3)],
  user_type: [...userType.slice(0, 3), taken('missing', null), taken('empty', '')],
  operation: [
    refused('that is not known', 'clear'),
    refused('in capitals', 'ADD'),
    refused('too long', 'a'.repeat(17)),
    taken('missing', null),
    taken('empty', ''),
  ],
};

for (const [parameter, cases] of Object.entries(put)) {
  for (const each of cases) {
    const outcome = each.status === 0 ? 'is taken' : `is refused with ${each.status}`;
    test(`PUT /custom_audiences/:id: ${parameter} ${each.name} ${outcome}`, async () => {
      const form = [...fields({ operation: 'add', [parameter]: each.value }), file(content)];
      const answer = await shop.writer.sendForm('PUT', `/custom_audiences/${audienceId}`, form);
      await assertOutcome(answer, parameter, each, 200);
    });
  }
}

test('names and other texts come back as they were sent, without the blanks around them', async () => {
  const form = fields({
    fb_ad_account_id: shop.graphId,
    name: '  "; drop table kindred.audiences; -- <b>\'& 東京  ',
    subtype: 'CUSTOM',
    user_type: 'email_hash',
    description: 'first\nsecond',
  });
  const answer = await shop.writer.sendForm('POST', '/custom_audiences', [...form, file(content)]);
  const { fb_custom_audience: audience } = answer.json<{ fb_custom_audience: Record<string, unknown> }>();
  assert.equal(audience['name'], '"; drop table kindred.audiences; -- <b>\'& 東京');
  assert.equal(audience['description'], 'first\nsecond');
});

const page: readonly Case[] = [
  refused('zero', '0'),
  refused('negative', '-1'),
  refused('no number', 'two'),
  refused('a fraction', '1.5'),
  refused('too long', '1000000000'),
  taken('missing', null),
  taken('empty', ''),
];

const queried: readonly (readonly [path: () => string, parameter: string, cases: readonly Case[]])[] = [
  [() => '/custom_audiences', 'fb_ad_account_id', account],
  [() => '/custom_audiences', 'page', page],
  [
    () => '/custom_audiences',
    'subtype',
    [refused('too long', 'C'.repeat(33)), taken('of a kind without audiences', 'WEBSITE')],
  ],
  [
    () => '/custom_audiences',
    'fields',
    [refused('too long', 'id,'.repeat(400)), refused('that are not known', 'size'), taken('empty', '')],
  ],
  [
    () => `/custom_audiences/${audienceId}`,
    'fields',
    [refused('too long', 'id,'.repeat(400)), refused('that are not known', 'size')],
  ],
  [() => `/custom_audiences/${audienceId}/uploads`, 'page', page],
];

for (const [path, parameter, cases] of queried) {
  for (const each of cases) {
    const outcome = each.status === 0 ? 'is taken' : `is refused with ${each.status}`;
    test(`GET ${path().replace(/\/0/, '/:id')}: ${parameter} ${each.name} ${outcome}`, async () => {
      const query = new URLSearchParams(
        path() === '/custom_audiences' ? { fb_ad_account_id: shop.graphId } : {},
      );
      if (each.value === null) query.delete(parameter);
      else query.set(parameter, each.value);
      await assertOutcome(await shop.reader.get(`${path()}?${query}`), parameter, each, 200);
    });
  }
}

test('a parameter that stands twice in a query is refused', async () => {
  const answer = await shop.reader.get(`/custom_audiences?fb_ad_account_id=${shop.graphId}&page=1&page=2`);
  assert.equal(answer.status, 422);
});

const ids = ['abc', '0', '-1', '1.5', '%00', '99999999999999999999', '9'.repeat(150), "1'--", '..', '%2e%2e'];

for (const id of ids) {
  test(`an address with the id ${id.slice(0, 24)} is not found`, async () => {
    for (const path of [`/custom_audiences/${id}`, `/custom_audiences/${id}/uploads`, `/uploads/${id}`]) {
      const answer = await shop.reader.get(path);
      assert.ok([404, 400].includes(answer.status), `${path}: ${answer.status} ${answer.text}`);
    }
  });
}
