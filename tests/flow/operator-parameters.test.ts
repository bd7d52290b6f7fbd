import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openShop, TestServer } from '../dev-env/index.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

interface Case {
  readonly name: string;
  readonly body: unknown;
  readonly status: number;
  readonly code?: string;
}

const long = 'n'.repeat(201);

const accounts: readonly Case[] = [
  { name: 'without a name', body: {}, status: 400, code: 'parameter_missing' },
  { name: 'with null as its name', body: { name: null }, status: 400, code: 'parameter_missing' },
  { name: 'with an empty name', body: { name: '' }, status: 422, code: 'parameter_invalid' },
  { name: 'with a name that is a list', body: { name: ['Shop'] }, status: 422, code: 'parameter_invalid' },
  { name: 'with a name that is an object', body: { name: {} }, status: 422, code: 'parameter_invalid' },
  { name: 'with a name that is true', body: { name: true }, status: 422, code: 'parameter_invalid' },
  { name: 'with a name that is too long', body: { name: long }, status: 422, code: 'parameter_invalid' },
  { name: 'with a zero byte in its name', body: { name: 'a\0b' }, status: 422, code: 'parameter_invalid' },
  { name: 'with half a character in its name', body: { name: '\ud800' }, status: 201 },
  {
    name: 'with a Graph id that is no number',
    body: { name: 'A', fb_id: 'x' },
    status: 422,
    code: 'parameter_invalid',
  },
  {
    name: 'with a Graph id of zero',
    body: { name: 'A', fb_id: '0' },
    status: 422,
    code: 'parameter_invalid',
  },
  {
    name: 'with a Graph id that is too long',
    body: { name: 'A', fb_id: '1'.repeat(20) },
    status: 422,
    code: 'parameter_invalid',
  },
  {
    name: 'with a Graph id that is too large for a number',
    body: { name: 'A', fb_id: 2 ** 60 },
    status: 422,
    code: 'parameter_invalid',
  },
  {
    name: 'with a Graph id that is taken',
    body: { name: 'A', fb_id: shop.graphId },
    status: 409,
    code: 'already_exists',
  },
  { name: 'with a Graph id of its own', body: { name: 'A', fb_id: '10150121399501707' }, status: 201 },
  { name: 'with a Graph id as a number', body: { name: 'A', fb_id: 6013451248234 }, status: 201 },
  { name: 'with an empty Graph id', body: { name: 'A', fb_id: '' }, status: 201 },
  { name: 'with an unknown key', body: { name: 'A', colour: 'red' }, status: 201 },
  { name: 'from a list', body: [], status: 400, code: 'parameter_missing' },
  { name: 'from null', body: null, status: 400, code: 'parameter_missing' },
];

const tokens: readonly Case[] = [
  { name: 'without a name', body: { role: 'operator' }, status: 400, code: 'parameter_missing' },
  {
    name: 'with a name that is too long',
    body: { name: long, role: 'operator' },
    status: 422,
    code: 'parameter_invalid',
  },
  { name: 'without a role', body: { name: 'A' }, status: 400, code: 'parameter_missing' },
  { name: 'with an empty role', body: { name: 'A', role: '' }, status: 422, code: 'parameter_invalid' },
  {
    name: 'with a role that is not known',
    body: { name: 'A', role: 'root' },
    status: 422,
    code: 'parameter_invalid',
  },
  {
    name: 'with a role of everybody',
    body: { name: 'A', role: ['operator'] },
    status: 422,
    code: 'parameter_invalid',
  },
  {
    name: 'of an account role without accounts',
    body: { name: 'A', role: 'account_read' },
    status: 400,
    code: 'parameter_missing',
  },
  {
    name: 'of an account role with an empty list',
    body: { name: 'A', role: 'account_read', fb_ad_account_ids: [] },
    status: 400,
    code: 'parameter_missing',
  },
  {
    name: 'of an account that is not there',
    body: { name: 'A', role: 'account_read', fb_ad_account_ids: [999] },
    status: 404,
    code: 'ad_account_not_found',
  },
  {
    name: 'with accounts that are no ids',
    body: { name: 'A', role: 'account_read', fb_ad_account_ids: [{}] },
    status: 422,
    code: 'parameter_invalid',
  },
  {
    name: 'with accounts that are no numbers',
    body: { name: 'A', role: 'account_read', fb_ad_account_ids: ['shop'] },
    status: 404,
    code: 'ad_account_not_found',
  },
  {
    name: 'with an id that is longer than any',
    body: { name: 'A', role: 'account_read', fb_ad_account_ids: ['1'.repeat(5000)] },
    status: 404,
    code: 'ad_account_not_found',
  },
  {
    name: 'with an account named twice',
    body: { name: 'A', role: 'account_read', fb_ad_account_ids: [shop.accountId, shop.graphId] },
    status: 201,
  },
  {
    name: 'with one account outside a list',
    body: { name: 'A', role: 'account_write', fb_ad_account_ids: shop.accountId },
    status: 201,
  },
];

for (const [path, cases, what] of [
  ['/fb_ad_accounts', accounts, 'an ad account'],
  ['/tokens', tokens, 'a token'],
] as const) {
  for (const each of cases) {
    const outcome = each.code === undefined ? 'is made' : `is refused with ${each.status}`;
    test(`${what} ${each.name} ${outcome}`, async () => {
      const answer = await server.operator.postJson(path, each.body);
      assert.equal(answer.status, each.status, answer.text);
      if (each.code !== undefined) {
        assert.equal(answer.json<{ error: { code: string } }>().error.code, each.code);
      }
    });
  }
}

test('parameters of an Operator API call may come as a form', async () => {
  const answer = await server.operator.call({
    method: 'POST',
    path: '/fb_ad_accounts',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'name=From+a+form&fb_id=7788',
  });
  assert.equal(answer.status, 201);
  assert.match(answer.text, /"name":"From a form","currency":null,"fb_id":"7788"/);
});
