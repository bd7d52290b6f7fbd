import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, openShop, type Shop, TestServer } from '../../dev-env/index.ts';
import { builtLookalike, crowd, likers, listOf, scoresOf, settleCrowd } from './crowd.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const italians = crowd(10_000, 'it', 1);
const germans = crowd(3_000, 'de', 2);
const loneFrench = crowd(1, 'fr', 3);
await settleCrowd(server.operator, [...italians, ...germans, ...loneFrench]);
const fans = likers(italians);
const seed = fans.slice(0, 200);
const seedIds = new Set(seed.map(({ id }) => id));
const seedId = await listOf(shop, seed);

interface Wanted {
  readonly name?: string;
  readonly origin?: number | string;
  readonly spec: unknown;
}

/** A lookalike in the form of May 2014. */
function ask(at: Shop, { name = 'Lookalike', origin = seedId, spec }: Wanted): Promise<Answer> {
  return at.writer.postJson('/custom_audiences', {
    subtype: 'LOOKALIKE',
    fb_ad_account_id: String(at.accountId),
    name,
    origin_audience_id: origin,
    lookalike_spec: spec,
  });
}

interface Made {
  readonly id: number;
  readonly fb_id: string;
}

async function made(spec: unknown, origin: number | string = seedId): Promise<Made> {
  const answer = await ask(shop, { spec, origin });
  assert.equal(answer.status, 201, answer.text);
  return answer.json<{ fb_custom_audience: Made }>().fb_custom_audience;
}

interface Report {
  readonly state: string;
  readonly summary: readonly string[];
  readonly countries: readonly {
    readonly country: string;
    readonly auc: number;
    readonly told_apart: boolean;
    readonly model: number;
    readonly seeds: number | null;
    readonly international_seeds: boolean;
    readonly ratios: readonly { readonly ratio: number; readonly lift: number }[];
    readonly features: readonly {
      readonly name: string;
      readonly traits: readonly { readonly words: string }[];
    }[];
    readonly left_out?: readonly { readonly name: string; readonly reason: string }[];
  }[];
}

async function reportOf(id: number | string, client = server.operator): Promise<Report> {
  const answer = await client.get(`/custom_audiences/${id}/lookalike_report`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json<{ lookalike_report: Report }>().lookalike_report;
}

/** How often one of the first ranks above one of the second. */
function aucOf(scores: ReadonlyMap<string, number>, isHigh: (id: string) => boolean): number {
  const ranked = [...scores].sort(([, a], [, b]) => a - b).map(([id]) => isHigh(id));
  const high = ranked.filter(Boolean).length;
  const ranks = ranked.reduce((sum, each, index) => (each ? sum + index + 1 : sum), 0);
  return (ranks - (high * (high + 1)) / 2) / (high * (ranked.length - high));
}

test('a lookalike in the form of April 2014 is answered with nothing but its Graph id', async () => {
  const answer = await shop.writer.postJson('/custom_audiences', {
    type: 'lookalike',
    fb_ad_account_id: String(shop.accountId),
    name: 'Fans_lookalike_IT_Similarity',
    origin_audience_id: seedId,
    lookalike_spec: { type: 'similarity', country: 'IT' },
  });
  assert.equal(answer.status, 201, answer.text);
  const { id } = answer.json<{ id: string }>();
  assert.equal(answer.text, `{"id":"${id}"}`);
  assert.match(id, /^\d{15}$/);
  const built = await builtLookalike(server.operator, id);
  assert.equal(built['exact_count'], 100);
  assert.equal(built['approximate_count_lower_bound'], 1000);
});

test('in the form of May 2014 it has its documented keys, and is as large as its ratio, to one person', async () => {
  const { id, ...rest } = await made({ type: 'custom_ratio', ratio: 0.1, country: 'it' });
  assert.deepEqual(Object.keys(rest), ['name', 'fb_id', 'subtype', 'origin_audience_id', 'lookalike_spec']);
  const built = await builtLookalike(server.operator, id);
  assert.equal(built['exact_count'], 1000);
  assert.deepEqual(built['lookalike_spec'], {
    type: 'custom_ratio',
    ratio: 0.1,
    country: 'IT',
    origin: [{ id: String(built['origin_audience_id']), name: 'Fans', type: 'custom_audience' }],
  });
});

test('a form says the same as JSON', async () => {
  const body = new URLSearchParams({
    subtype: 'LOOKALIKE',
    fb_ad_account_id: String(shop.accountId),
    name: 'By a form',
    origin_audience_id: String(seedId),
    lookalike_spec: '{"ratio":"0.02","country":"IT"}',
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const answer = await shop.writer.call({ method: 'POST', path: '/custom_audiences', body, headers });
  assert.equal(answer.status, 201, answer.text);
  const { id } = answer.json<{ fb_custom_audience: Made }>().fb_custom_audience;
  assert.equal((await builtLookalike(server.operator, id))['exact_count'], 200);
});

test('it finds people who like the same, nearly as well as anything could', async () => {
  const { id } = await made({ ratio: 0.07, country: 'IT' });
  await builtLookalike(server.operator, id);
  const scores = await scoresOf(server.operator, id);
  assert.equal(scores.size, italians.length);
  const others = italians.filter((each) => !seedIds.has(each.id));
  const held = new Set(fans.map((each) => each.id));
  const ours = aucOf(new Map(others.map((each) => [each.id, scores.get(each.id) ?? 0])), (each) =>
    held.has(each),
  );
  const ideal = aucOf(new Map(others.map((each) => [each.id, each.liking])), (each) => held.has(each));
  assert.ok(ours > 0.9 * ideal, `${ours} of ${ideal}`);
  const report = await reportOf(id);
  assert.ok(report.countries[0]?.told_apart);
  assert.ok(Math.abs((report.countries[0]?.auc ?? 0) - ours) < 0.08);
});

test('other ratios and bands of a seed are cut from the same scores', async () => {
  const wide = await made({ ratio: 0.2, country: 'IT' });
  const band = await made({ ratio: 0.2, starting_ratio: 0.1, country: 'IT' });
  assert.equal((await builtLookalike(server.operator, wide.id))['exact_count'], 2000);
  assert.equal((await builtLookalike(server.operator, band.id))['exact_count'], 1000);
  const [first, second] = [await reportOf(wide.id), await reportOf(band.id)];
  assert.equal(first.countries[0]?.model, second.countries[0]?.model);
});

test('several countries are searched one by one; one with too few seeds learns from all when that is allowed', async () => {
  const places = { geo_locations: { countries: ['DE', 'IT'] } };
  const { id } = await made({ ratio: 0.05, location_spec: places, allow_international_seeds: true });
  assert.equal((await builtLookalike(server.operator, id))['exact_count'], 500 + 150);
  const { countries } = await reportOf(id);
  assert.deepEqual(
    countries.map(({ country, international_seeds: international }) => [country, international]),
    [
      ['DE', true],
      ['IT', false],
    ],
  );
});

test('a country of which no share is a whole person adds nobody', async () => {
  const places = { geo_locations: { countries: ['FR', 'IT'] } };
  const { id } = await made({ ratio: 0.08, location_spec: places });
  assert.equal((await builtLookalike(server.operator, id))['exact_count'], 800);
});

test('what makes a seed alike is said in words, and to an account nothing that could count people', async () => {
  const { id } = await made({ ratio: 0.03, country: 'IT' });
  await builtLookalike(server.operator, id);
  const report = await reportOf(id, shop.reader);
  const [country] = report.countries;
  assert.equal(country?.seeds, null);
  assert.equal(country?.left_out, undefined);
  assert.match(report.summary.join(' '), /ranks higher in \d+ % of cases/);
  const strongest = country?.features.slice(0, 4).map(({ name }) => name) ?? [];
  assert.ok(strongest.includes('hobbies'), strongest.join());
  assert.ok(country?.features.some(({ traits }) => traits.some(({ words }) => /elsewhere/.test(words))));
  const ids = italians.some((each) => JSON.stringify(report).includes(`"${each.id}"`));
  assert.ok(!ids);
});

test('a feature that operators exclude enters no lookalike from then on', async () => {
  const said = await server.operator.call({
    method: 'PUT',
    path: '/people/features/hobbies',
    body: '{"excluded":true}',
    headers: { 'content-type': 'application/json' },
  });
  assert.equal(said.status, 204, said.text);
  const { id } = await made({ ratio: 0.04, country: 'IT' });
  await builtLookalike(server.operator, id);
  const report = await reportOf(id);
  assert.ok(!report.countries[0]?.features.some(({ name }) => name === 'hobbies'));
  assert.ok(report.countries[0]?.left_out?.some(({ name }) => name === 'hobbies'));
  const { features } = (await server.operator.get('/people/features')).json<{
    features: { name: string; kind: string | null; excluded: boolean }[];
  }>();
  assert.deepEqual(
    features.map(({ name, kind, excluded }) => [name, kind, excluded]),
    [
      ['age', 'numeric', false],

      ['hobbies', null, true],
      ['home', 'category', false],
      ['joined', 'date', false],
      ['nothing', 'numeric', false],
      ['spent', 'numeric', false],
    ],
  );
});

test('features and tokens that one lookalike must do without are left out of it alone', async () => {
  const { id } = await made({ ratio: 0.06, country: 'IT', excluded_features: ['spent', 'home', 'Age'] });
  await builtLookalike(server.operator, id);
  const names = (await reportOf(id)).countries[0]?.features.map(({ name }) => name) ?? [];
  assert.ok(names.includes('age') && !names.includes('spent') && !names.includes('home'), names.join());
  const { left_out: leftOut = [] } = (await reportOf(id)).countries[0] ?? {};
  const misspelt = leftOut.find(({ name }) => name === 'Age');
  assert.match(misspelt?.reason ?? '', /there is nothing of this name/);
});
