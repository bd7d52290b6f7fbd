import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { expiredAnswer, FaultProxy, graphError } from '../../dev-env/fault-proxy/index.ts';
import { createAudience, emailHashes, TestServer, until } from '../../dev-env/index.ts';
import { connect, openRemoteShop, peopleThere, relayedAudience } from './remote.ts';

const meta = await TestServer.start({ people: 3000, settings: { KINDRED_LOOKALIKE_SEEDS_MIN: '20' } });
after(() => meta[Symbol.asyncDispose]());
const proxy = await FaultProxy.start(meta.url, true);
after(() => proxy[Symbol.asyncDispose]());
const here = await TestServer.start();
after(() => here[Symbol.asyncDispose]());
const shop = await openRemoteShop(here, meta, proxy.url);

const seed = emailHashes(1, 500).join('\n');

interface Shown {
  readonly fb_id: string | null;
  readonly subtype: string;
  readonly approximate_count_lower_bound: number;
  readonly operation_status: { readonly code: number; readonly description: string };
}

async function shown(id: number | string, client = shop.writer): Promise<Shown> {
  const fields = 'fb_id,subtype,operation_status,approximate_count_lower_bound';
  const answer = await client.get(`/custom_audiences/${id}?fields=${fields}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json<{ fb_custom_audience: Shown }>().fb_custom_audience;
}

function ask(originId: number, values: Readonly<Record<string, unknown>> = {}) {
  return shop.writer.postJson('/custom_audiences', {
    subtype: 'LOOKALIKE',
    fb_ad_account_id: String(shop.accountId),
    name: 'Like them',
    origin_audience_id: originId,
    lookalike_spec: { type: 'similarity', country: 'IT' },
    ...values,
  });
}

async function lookalikeOf(...args: Parameters<typeof ask>): Promise<number> {
  const made = await ask(...args);
  assert.equal(made.status, 201, made.text);
  return made.json<{ fb_custom_audience: { id: number } }>().fb_custom_audience.id;
}

async function idThere(id: number): Promise<string> {
  let there: string | null = null;
  await until(
    'the lookalike there',
    async () => {
      const answer = await shop.writer.get(`/custom_audiences/${id}`);
      there = answer.json<{ fb_custom_audience: { fb_id: string | null } }>().fb_custom_audience.fb_id;
      return there !== null;
    },
    30_000,
  );
  return there ?? '';
}

/** What Meta was asked to make, after so many requests, by their subtype. */
function asked(subtype: string, since = 0): readonly Readonly<Record<string, unknown>>[] {
  return proxy.passed
    .slice(since)
    .filter(({ method, path }) => method === 'POST' && path.endsWith('/customaudiences'))
    .map(({ body }) => JSON.parse(body.toString()) as Record<string, unknown>)
    .filter((body) => body['subtype'] === subtype);
}

test('a lookalike is asked for at Meta with its whole specification, and its status and size are read there', async () => {
  const { audienceId, fbId } = await relayedAudience(shop, seed);
  await peopleThere(meta, fbId);
  const since = proxy.passed.length;
  const id = await lookalikeOf(audienceId, {
    description: 'The next best',
    lookalike_spec: { ratio: 0.05, starting_ratio: 0.01, country: 'IT', allow_international_seeds: true },
  });
  const there = await idThere(id);
  assert.deepEqual(asked('LOOKALIKE', since), [
    {
      name: 'Like them',
      subtype: 'LOOKALIKE',
      origin_audience_id: fbId,
      lookalike_spec: {
        type: 'custom_ratio',
        ratio: 0.05,
        starting_ratio: 0.01,
        country: 'IT',
        allow_international_seeds: true,
      },
      description: 'The next best',
    },
  ]);
  await until(
    'its people there',
    async () => (await shown(there, meta.operator)).operation_status.code === 200,
    60_000,
  );
  // A status is read at most once a minute.
  await here.stop();
  const sql = "update kindred.audiences set remote_read_at = remote_read_at - interval '61 seconds'";
  await here.stores({ control: [{ sql }] });
  await here.start();
  const remote = await shown(there, meta.operator);
  assert.equal(remote.subtype, 'LOOKALIKE');
  const { operation_status: status, approximate_count_lower_bound: lower, fb_id: shownId } = await shown(id);
  assert.deepEqual([shownId, status.code, lower], [there, 200, remote.approximate_count_lower_bound]);
  assert.equal((await shop.writer.delete(`/custom_audiences/${audienceId}`)).status, 409);
});

test('a lookalike of an audience that is on its way is asked for once its people are counted there', async () => {
  const since = proxy.passed.length;
  // They are counted a moment after they were taken; Meta's own count takes longer.
  const small = graphError(400, {
    message: "(#2654) Source Audience is Too Small: There aren't enough people",
    code: 2654,
  });
  let refusals = 0;
  proxy.decide = ({ path, body }) => {
    if (!path.endsWith('/customaudiences') || !body.includes('LOOKALIKE') || refusals === 1) return null;
    refusals += 1;
    return { kind: 'answer', isApplied: false, answer: small };
  };
  const { client, accountId } = { client: shop.writer, accountId: shop.accountId };
  const { audienceId } = await createAudience({
    client,
    accountId,
    content: emailHashes(1, 25_000).join('\n'),
  });
  const id = await lookalikeOf(audienceId);
  await idThere(id);
  proxy.decide = () => null;
  assert.equal(refusals, 1);
  const paths = proxy.passed.slice(since).map(({ path }) => path.split('/').at(-1) ?? '');
  assert.ok(paths.lastIndexOf('users') < paths.lastIndexOf('customaudiences'), paths.join());
});

test('what Meta refuses is said, and may be asked for again', async () => {
  const { audienceId, fbId } = await relayedAudience(shop, seed);
  await peopleThere(meta, fbId);
  const spec = { type: 'reach', country: 'IT' };
  const other = await shop.there.writer.postJson(`/v25.0/act_${shop.there.graphId}/customaudiences`, {
    ...{ name: 'The same', subtype: 'LOOKALIKE', origin_audience_id: fbId, lookalike_spec: spec },
  });
  assert.equal(other.status, 200, other.text);
  const id = await lookalikeOf(audienceId, { lookalike_spec: spec });
  await until('the refusal', async () => (await shown(id)).operation_status.code === 500);
  assert.match((await shown(id)).operation_status.description, /2654\/1713007.*Duplicate Lookalike/);
  const { id: otherId } = other.json<{ id: string }>();
  const deleted = await shop.there.writer.call({ method: 'DELETE', path: `/v25.0/${otherId}` });
  assert.equal(deleted.status, 200, deleted.text);
  const retried = await here.operator.postJson(`/fb_ad_accounts/${shop.accountId}/relay/retry`, {});
  assert.equal(retried.status, 200, retried.text);
  await idThere(id);
});

test('a lookalike that waits for another token is asked for when there is one', async () => {
  const { audienceId, fbId } = await relayedAudience(shop, seed);
  await peopleThere(meta, fbId);
  proxy.decide = () => ({ kind: 'answer', isApplied: false, answer: expiredAnswer });
  const id = await lookalikeOf(audienceId);
  await until('a pause', async () => {
    const answer = await here.operator.get(`/fb_ad_accounts/${shop.accountId}/connection`);
    return answer.json<{ connection: { state: string } }>().connection.state === 'paused';
  });
  assert.equal((await shown(id)).operation_status.code, 441);
  proxy.decide = () => null;
  await connect(here, shop.accountId, { access_token: shop.there.writerToken });
  await idThere(id);
});

test('features of the population here are not left out of what Meta makes', async () => {
  const { audienceId } = await relayedAudience(shop, seed);
  const refused = await ask(audienceId, {
    lookalike_spec: { type: 'similarity', country: 'IT', excluded_features: ['age'] },
  });
  assert.equal(refused.status, 422, refused.text);
  assert.match(refused.text, /Meta makes/);
});
