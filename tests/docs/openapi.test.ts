import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import {
  type Answer,
  type Call,
  createAudience,
  emailHashes,
  fields,
  file,
  formOf,
  openShop,
  settledUpload,
  TestServer,
} from '../dev-env/index.ts';

type Schema = Record<string, unknown>;
interface Operation {
  readonly responses: Readonly<Record<string, { readonly content?: Record<string, { schema: Schema }> }>>;
}
interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: {
    readonly schemas: Schema;
    readonly responses: Record<string, Operation['responses'][string]>;
  };
}

const documentUrl = new URL('../../docs/openapi.json', import.meta.url);
const document = JSON.parse(readFileSync(documentUrl, 'utf8')) as OpenApi;
const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
ajv.addSchema({ $id: 'openapi.json', components: closed(document.components) as Schema });

const server = await TestServer.start({ people: 1200 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);

/** A schema that takes no key that it does not name: what an answer holds must be documented. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const parts = Object.fromEntries(Object.entries(schema).map(([name, part]) => [name, closed(part)]));
  return 'properties' in parts ? { additionalProperties: false, ...parts } : parts;
}

function schemaOf(method: string, path: string, status: number): Schema | undefined {
  const operation = document.paths[path]?.[method.toLowerCase()];
  const response = operation?.responses[status];
  const name = /Error\d+$/.exec((response as { $ref?: string } | undefined)?.$ref ?? '')?.[0];
  const content = (name === undefined ? response : document.components.responses[name])?.content;
  return content?.['application/json']?.schema;
}

/** Makes the call, and checks that its answer is as the document says for this path. */
async function documented(
  path: string,
  status: number,
  call: Call,
  client = server.operator,
): Promise<Answer> {
  const answer = await client.call(call);
  assert.equal(answer.status, status, answer.text);
  const schema = schemaOf(call.method, path, status);
  assert.ok(schema !== undefined, `${call.method} ${path} ${status} has no schema in docs/openapi.json`);
  const text = JSON.stringify(closed(schema)).replaceAll('"#/components/', '"openapi.json#/components/');
  const validate = ajv.compile(JSON.parse(text) as Schema);
  assert.ok(validate(answer.json()), `${call.method} ${path}: ${ajv.errorsText(validate.errors)}`);
  return answer;
}

const get = (path: string): Call => ({ method: 'GET', path });
const uploadOf = (values: Record<string, string>): Omit<Call, 'method' | 'path'> => {
  const form = formOf([...fields(values), file([...emailHashes(1, 1100), 'mary@example.com'].join('\n'))]);
  return { body: form.body, headers: { 'content-type': form.contentType } };
};
const json = (value: unknown): Omit<Call, 'method' | 'path'> => ({
  body: JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});

test('calls about custom audiences answer as documented', async () => {
  const account = { fb_ad_account_id: String(shop.accountId), user_type: 'email_hash' };
  const create = uploadOf({ ...account, name: 'Documented', subtype: 'CUSTOM' });
  await documented('/custom_audiences', 201, { method: 'POST', path: '/custom_audiences', ...create });
  const early = uploadOf({ ...account, name: 'Documented in April' });
  const made = await documented('/custom_audiences', 201, {
    method: 'POST',
    path: '/custom_audiences',
    ...early,
  });
  const { id } = made.json<{ fb_custom_audience: { id: number } }>().fb_custom_audience;
  const one = `/custom_audiences/${id}`;
  await documented('/custom_audiences/{id}', 200, { method: 'PUT', path: one, ...uploadOf(account) });
  const asked =
    'approximate_count_lower_bound,approximate_count_upper_bound,operation_status,delivery_status,' +
    'user_type,time_created,time_updated,time_content_updated,exact_count';
  await documented('/custom_audiences/{id}', 200, get(`${one}?fields=${asked}`));
  await documented('/custom_audiences', 200, get(`/custom_audiences?fb_ad_account_id=${shop.accountId}`));
  await documented('/customaudiences', 200, get(`/customaudiences?fb_ad_account_id=${shop.accountId}`));
  await documented('/customaudiences/{id}', 200, get(`/customaudiences/${id}`));
});

test('calls about uploads answer as documented, with exact and with rounded numbers', async () => {
  const content = [...emailHashes(1, 1100), 'mary@example.com', ''].join('\n');
  const { audienceId, uploadId } = await createAudience({
    client: shop.writer,
    accountId: shop.accountId,
    content,
  });
  await settledUpload(shop.writer, uploadId);
  const ofAudience = `/custom_audiences/${audienceId}/uploads`;
  for (const client of [server.operator, shop.reader]) {
    await documented('/uploads/{uploadId}', 200, get(`/uploads/${uploadId}`), client);
    await documented('/custom_audiences/{id}/uploads', 200, get(ofAudience), client);
    const path = '/custom_audiences/{id}/uploads/{uploadId}';
    await documented(path, 200, get(`${ofAudience}/${uploadId}`), client);
  }
});

test('calls of the operator answer as documented', async () => {
  const account = json({ name: 'Documented shop' });
  await documented('/fb_ad_accounts', 201, { method: 'POST', path: '/fb_ad_accounts', ...account });
  await documented('/fb_ad_accounts', 200, get('/fb_ad_accounts'));
  const limit = `/fb_ad_accounts/${shop.accountId}/rate_limit`;
  const documentedLimit = '/fb_ad_accounts/{id}/rate_limit';
  await documented(documentedLimit, 200, get(limit));
  await documented(documentedLimit, 200, { method: 'PUT', path: limit, ...json({ tier: 'unlimited' }) });
  const token = json({ name: 'documented', role: 'account_read', fb_ad_account_ids: [shop.accountId] });
  await documented('/tokens', 201, { method: 'POST', path: '/tokens', ...token });
  await documented('/tokens', 200, get('/tokens'));
});

test('calls of the owner of an audience answer as documented', async () => {
  const partner = await openShop(server, 'Documented partner');
  const content = emailHashes(1, 5).join('\n');
  const { audienceId } = await createAudience({ client: shop.writer, accountId: shop.accountId, content });
  const one = `/custom_audiences/${audienceId}`;
  const words = json({ name: 'Documented anew' });
  await documented('/custom_audiences/{id}', 200, { method: 'PUT', path: one, ...words });
  const path = `${one}/shares/${partner.graphId}`;
  const share: Call = { method: 'PUT', path, ...json({ permissions: 'targeting' }) };
  await documented('/custom_audiences/{id}/shares/{account}', 200, share, shop.writer);
  await documented('/custom_audiences/{id}/shares', 200, get(`${one}/shares`));
  for (const client of [server.operator, shop.writer]) {
    const plan: Call = { method: 'POST', path: `${one}/plans`, ...uploadOf({ user_type: 'email_hash' }) };
    await documented('/custom_audiences/{id}/plans', 200, plan, client);
  }
});

test('lifts and checks of opt-outs answer as documented', async () => {
  for (const [path, status] of [
    ['/opt_outs/lifts', 201],
    ['/opt_outs/checks', 200],
  ] as const) {
    await documented(path, status, { method: 'POST', path, ...uploadOf({ user_type: 'email_hash' }) });
  }
});

test('calls about apps answer as documented', async () => {
  const values = json({ name: 'Documented', require_proof: true, strict: ['removal', 'mixing'] });
  const made = await documented('/apps', 201, { method: 'POST', path: '/apps', ...values });
  const { id } = made.json<{ app: { id: string } }>().app;
  const one = `/apps/${id}`;
  await documented('/apps', 200, get('/apps'));
  await documented('/apps/{id}', 200, { method: 'PUT', path: one, ...json({ strict: [] }) });
  await documented('/apps/{id}/secret', 201, { method: 'POST', path: `${one}/secret` });
  const token = json({ name: 'its', role: 'operator', app_id: id });
  await documented('/tokens', 201, { method: 'POST', path: '/tokens', ...token });
  await documented('/apps/{id}', 404, { method: 'PUT', path: '/apps/1', ...json({ name: 'x' }) });
});

test('calls about people answer as documented', async () => {
  const csv = 'id,country,email,phone,spent\np1,IT,mary@example.com,12,3\np2,IT,nobody,,\n,,,,\n';
  const path = '/people/imports?file_name=people.csv';
  const headers = { 'content-type': 'text/csv' };
  const made = await documented('/people/imports', 201, { method: 'POST', path, body: csv, headers });
  const { id } = made.json<{ import: { id: number } }>().import;
  await documented('/people/imports', 200, get('/people/imports'));
  await documented('/people/imports/{id}', 200, get(`/people/imports/${id}`));
  await documented('/people/stats', 200, get('/people/stats'));
  const unknown = { method: 'POST', path: '/people/imports?nothing=1', body: csv, headers };
  await documented('/people/imports', 422, unknown);
});

test('calls about opt-outs answer as documented', async () => {
  const optOut = { method: 'POST', path: '/opt_outs', ...uploadOf({ user_type: 'email_hash' }) };
  const made = await documented('/opt_outs', 201, optOut);
  await documented('/opt_outs', 200, get('/opt_outs'));
  const { id } = made.json<{ opt_out: { id: number } }>().opt_out;
  await documented('/opt_outs/{id}', 200, get(`/opt_outs/${id}`));
});

test('the server tells that it runs as documented', async () => {
  await documented('/health/details', 200, get('/health/details'));
  await documented('/health', 200, get('/health'), server.as(null));
});

test('refusals of every kind have the documented body', async () => {
  const missing = '/custom_audiences/999999';
  await documented('/custom_audiences/{id}', 401, get(missing), server.as(null));
  await documented('/custom_audiences/{id}', 404, get(missing));
  await documented('/custom_audiences', 400, get('/custom_audiences'));
  await documented('/custom_audiences', 422, get(`/custom_audiences?fb_ad_account_id=x`));
  const withoutFile = { method: 'POST', path: '/custom_audiences', ...json({}) };
  await documented('/custom_audiences', 415, withoutFile, shop.writer);
  await documented('/custom_audiences', 403, withoutFile, shop.reader);
  await documented('/tokens', 403, get('/tokens'), shop.writer);
});

test('every documented answer with a body says what is in it', () => {
  const vague = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.keys(responses).flatMap((status) => {
        const schema = schemaOf(method, path, Number(status));
        return schema !== undefined && JSON.stringify(schema) === '{"type":"object"}'
          ? [`${method.toUpperCase()} ${path}`]
          : [];
      }),
    ),
  );
  assert.deepEqual(vague, [], 'Describe these answers in packages/server/src/edge/openapi/answers.ts.');
});
