import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type Answer,
  fields,
  formOf,
  makeApp,
  makeToken,
  openShop,
  proofOf,
  TestServer,
  until,
} from '../../../dev-env/index.ts';
import { ask, faultOf, formText, good, type Listed, newAudience, tell, type Values } from '../caller.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const anybody = server.as(null);
const audience = await newAudience(shop, { name: 'List 1' });
const app = await makeApp(server.operator);
const guarded = await makeApp(server.operator, { require_proof: true });
const token = await makeToken(server.operator, 'account_write', [shop.accountId], app.id);
const guardedToken = await makeToken(server.operator, 'account_write', [shop.accountId], guarded.id);
const node = `/v25.0/${audience}`;

const wrong = 'Invalid appsecret_proof provided in the API argument';
const missing = 'API calls from the server require an appsecret_proof argument';

/** The answer is this refusal, in the recorded form and order of keys. */
function assertRefused(answer: Answer, message: string): void {
  assert.equal(answer.status, 400, answer.text);
  const { fbtrace_id: trace, ...fault } = faultOf(answer);
  assert.deepEqual(fault, { message, type: 'GraphMethodException', code: 100 });
  assert.deepEqual(Object.keys(faultOf(answer)), ['message', 'type', 'code', 'fbtrace_id']);
  assert.match(trace, /^A/);
}

const nowSeconds = () => Math.floor(Date.now() / 1000);
const call = (values: Values, method = 'GET') => ask(anybody, method, node, { fields: 'name', ...values });

test('a proof of the token is taken, in the query and in every kind of body', async () => {
  const values = { access_token: guardedToken, appsecret_proof: proofOf(guarded, guardedToken) };
  assert.deepEqual(good(await call(values)), { name: 'List 1', id: audience });
  assert.deepEqual(good(await tell(anybody, node, { ...values, description: 'a' })), { success: true });
  const form = formOf(fields({ ...values, description: 'b' }));
  const multipart = await anybody.call({
    method: 'POST',
    path: node,
    body: form.body,
    headers: { 'content-type': form.contentType },
  });
  assert.deepEqual(good(multipart), { success: true });
  const urlencoded = await anybody.call({
    method: 'POST',
    path: node,
    body: formText({ ...values, description: 'c' }),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  });
  assert.deepEqual(good(urlencoded), { success: true });
  assert.deepEqual(good(await ask(server.as(guardedToken), 'GET', node, values)), { id: audience });
});

test('without a proof a call is refused where the app asks for one, and only there', async () => {
  assertRefused(await call({ access_token: guardedToken }), missing);
  assertRefused(await call({ access_token: guardedToken, appsecret_proof: '' }), missing);
  assertRefused(await server.as(guardedToken).get('/v25.0/me'), missing);
  assert.equal((await call({ access_token: token })).status, 200);
});

test('a wrong proof is refused, whether or not one is asked for', async () => {
  for (const [each, its, other] of [
    [token, app, guarded],
    [guardedToken, guarded, app],
  ] as const) {
    for (const proof of ['x', proofOf(other, each), proofOf(its, shop.writerToken)]) {
      assertRefused(await call({ access_token: each, appsecret_proof: proof }), wrong);
      const path = `/v25.0/act_${shop.graphId}/customaudiences`;
      const values = { name: 'Never', customer_file_source: 'USER_PROVIDED_ONLY', access_token: each };
      assertRefused(await tell(anybody, path, { ...values, appsecret_proof: proof }), wrong);
    }
  }
  const listed = await ask(shop.reader, 'GET', `/v25.0/act_${shop.graphId}/customaudiences`, {
    fields: 'name',
  });
  assert.ok(!listed.text.includes('Never'), listed.text);
});

test('a proof with a time is good for five minutes', async () => {
  const at = (time: number) => ({
    access_token: guardedToken,
    appsecret_time: String(time),
    appsecret_proof: proofOf(guarded, guardedToken, time),
  });
  assert.equal((await call(at(nowSeconds()))).status, 200);
  assert.equal((await call(at(nowSeconds() - 240))).status, 200);
  assertRefused(await call(at(nowSeconds() - 310)), wrong);
  assertRefused(await call(at(nowSeconds() + 400)), wrong);
  assertRefused(await call({ ...at(nowSeconds()), appsecret_time: String(nowSeconds() - 1) }), wrong);
  const timeless = proofOf(guarded, guardedToken);
  assertRefused(await call({ ...at(nowSeconds()), appsecret_proof: timeless }), wrong);
});

test('of a token without an app nothing can be proven, so any proof is taken', async () => {
  assert.equal((await call({ access_token: shop.writerToken, appsecret_proof: 'x' })).status, 200);
});

/** What the operations of a batch were answered. */
async function batch(operations: readonly Values[], values: Values): Promise<readonly string[]> {
  const answer = await tell(anybody, '/v25.0', { batch: operations, include_headers: false, ...values });
  return good<readonly { code: number; body: string }[]>(answer).map(({ code, body }) =>
    code === 200 ? 'good' : (JSON.parse(body) as { error: { message: string } }).error.message,
  );
}

test('operations of a batch have its proof, or that of their own token', async () => {
  const own = formText({ access_token: token, appsecret_proof: proofOf(app, token) });
  const bad = formText({ access_token: token, appsecret_proof: proofOf(guarded, token) });
  const read = { method: 'GET', relative_url: audience };
  const operations = [
    read,
    { method: 'GET', relative_url: `${audience}?${own}` },
    { method: 'GET', relative_url: `${audience}?${bad}` },
    { method: 'GET', relative_url: `${audience}?${formText({ access_token: token })}` },
    { method: 'POST', relative_url: audience, body: `description=d&${bad}` },
    { method: 'GET', relative_url: `${audience}?${formText({ access_token: guardedToken })}` },
  ];
  const proof = proofOf(guarded, guardedToken);
  assert.deepEqual(await batch(operations, { access_token: guardedToken, appsecret_proof: proof }), [
    'good',
    'good',
    wrong,
    'good',
    wrong,
    'good',
  ]);
});

test('a batch without a proof leaves it to its operations, and one with a wrong proof is refused as a whole', async () => {
  const proven = `${audience}?appsecret_proof=${proofOf(guarded, guardedToken)}`;
  const operations = [
    { method: 'GET', relative_url: audience },
    { method: 'GET', relative_url: proven },
  ];
  assert.deepEqual(await batch(operations, { access_token: guardedToken }), [missing, 'good']);
  const values = { batch: operations, access_token: guardedToken, appsecret_proof: 'x' };
  assertRefused(await tell(anybody, '/v25.0', values), wrong);
});

test('links to the next page bring the proof that they need', async () => {
  await newAudience(shop, { name: 'List 2' });
  const proof = proofOf(guarded, guardedToken);
  const account = `/v25.0/act_${shop.graphId}`;
  const values = { access_token: guardedToken, appsecret_proof: proof };
  const listed = good<Page>(
    await ask(anybody, 'GET', `${account}/customaudiences`, { ...values, limit: '1', fields: 'name' }),
  );
  const nested = good<{ customaudiences: Page }>(
    await ask(anybody, 'GET', account, { ...values, fields: 'customaudiences.limit(1){name}' }),
  ).customaudiences;
  for (const { paging } of [listed, nested]) {
    const { pathname, search } = new URL(paging.next);
    assert.equal(search.split('appsecret_proof').length, 2);
    assert.deepEqual(good<Page>(await anybody.get(pathname + search)).data, [
      { name: 'List 1', id: audience },
    ]);
  }
});

type Page = Listed<unknown> & { readonly paging: { readonly next: string } };

test('with a new secret the old proofs are wrong, and the token lives on', async () => {
  const path = `/apps/${app.id}/secret`;
  const answer = await server.operator.call({ method: 'POST', path });
  assert.equal(answer.status, 201, answer.text);
  const secret = answer.json<{ app_secret: string }>().app_secret;
  assert.notEqual(secret, app.secret);
  const withProof = (proof: string) => call({ access_token: token, appsecret_proof: proof });
  await until(
    'the old secret to be forgotten',
    async () => (await withProof(proofOf(app, token))).status === 400,
  );
  assertRefused(await withProof(proofOf(app, token)), wrong);
  assert.equal((await withProof(proofOf({ ...app, secret }, token))).status, 200);
  assert.equal((await call({ access_token: token })).status, 200);
});
