import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Answer, fields, file, openShop, TestServer } from '../../dev-env/index.ts';
import { builtLookalike, crowd, listOf, settleCrowd } from './crowd.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const people = [...crowd(3000, 'it', 1), ...crowd(1000, 'de', 2)];
await settleCrowd(server.operator, people);
const seedId = await listOf(shop, people.slice(0, 150));
const mixedId = await listOf(shop, [...people.slice(200, 290), ...people.slice(3000, 3150)]);

const country = { type: 'similarity', country: 'IT' };

function ask(values: Readonly<Record<string, unknown>>, at = shop): Promise<Answer> {
  return at.writer.postJson('/custom_audiences', {
    subtype: 'LOOKALIKE',
    fb_ad_account_id: String(at.accountId),
    name: 'Lookalike',
    origin_audience_id: seedId,
    lookalike_spec: country,
    ...values,
  });
}

function codeOf(answer: Answer): string {
  const { error } = answer.json<{ error: { code: string; details: { parameter?: string } } }>();
  return [answer.status, error.code, error.details.parameter ?? ''].join(' ').trim();
}

const specs: Readonly<Record<string, unknown>> = {
  'without a country': { type: 'similarity' },
  'with a country that is none': { type: 'similarity', country: 'ZZ' },
  'with the name of a country': { type: 'similarity', country: 'Italy' },
  'with an unknown type': { type: 'likeness', country: 'IT' },
  'without a ratio': { country: 'IT' },
  'with a ratio of nothing': { ratio: 0, country: 'IT' },
  'with a ratio above 0.20': { ratio: 0.21, country: 'IT' },
  'with a ratio between the steps': { ratio: 0.015, country: 'IT' },
  'with a ratio that is no number': { ratio: 'much', country: 'IT' },
  'with a start behind its ratio': { ratio: 0.05, starting_ratio: 0.05, country: 'IT' },
  'with a start below nothing': { ratio: 0.05, starting_ratio: -0.01, country: 'IT' },
  'of places without a country': { ratio: 0.05, location_spec: { geo_locations: {} } },
  'of an unknown group': { ratio: 0.05, location_spec: { geo_locations: { country_groups: ['mercosur'] } } },
  'that excludes all it names': {
    ratio: 0.05,
    location_spec: { geo_locations: { countries: ['IT'] }, excluded_geo_locations: { countries: ['IT'] } },
  },
  'of a page': { page_id: '1', conversion_type: 'page_like', country: 'IT' },
  'that is a list': [country],
  'that is no JSON': '{type:similarity}',
};

for (const [what, spec] of Object.entries(specs)) {
  test(`a specification ${what} is refused`, async () => {
    assert.equal(codeOf(await ask({ lookalike_spec: spec })), '422 parameter_invalid lookalike_spec');
  });
}

test('what is required and missing is named', async () => {
  for (const name of ['fb_ad_account_id', 'name', 'origin_audience_id', 'lookalike_spec']) {
    assert.equal(codeOf(await ask({ [name]: undefined })), `400 parameter_missing ${name}`);
  }
  assert.equal(codeOf(await ask({ subtype: undefined })), '400 parameter_missing subtype');
  assert.equal(codeOf(await ask({ subtype: 'WEBSITE' })), '422 parameter_invalid subtype');
});

test('JSON that says nothing of a lookalike is told to bring a file', async () => {
  const answer = await shop.writer.postJson('/custom_audiences', { name: 'Fans' });
  assert.equal(codeOf(answer), '415 unsupported_media_type');
});

test('a seed needs a hundred people in one of the countries, or anywhere where that is allowed', async () => {
  const germany = { ratio: 0.02, country: 'DE' };
  assert.equal(codeOf(await ask({ lookalike_spec: germany })), '422 lookalike_seed_too_small');
  const ofMixed = { origin_audience_id: mixedId };
  assert.equal(codeOf(await ask({ ...ofMixed, lookalike_spec: country })), '422 lookalike_seed_too_small');
  const allowed = { ...country, allow_international_seeds: true };
  assert.equal((await ask({ ...ofMixed, lookalike_spec: allowed })).status, 201);
});

test('the same seed, country and size again is refused', async () => {
  const spec = { ratio: 0.03, country: 'IT' };
  assert.equal((await ask({ lookalike_spec: spec })).status, 201);
  assert.equal(codeOf(await ask({ name: 'Other', lookalike_spec: spec })), '409 lookalike_exists');
  const asType = { type: 'custom_ratio', ratio: '0.03', country: 'it' };
  assert.equal(codeOf(await ask({ lookalike_spec: asType })), '409 lookalike_exists');
});

test('a lookalike is no seed, takes no files, and holds its origin fast', async () => {
  const ownSeed = await listOf(shop, people.slice(500, 650));
  const answer = await ask({ origin_audience_id: ownSeed });
  const { id } = answer.json<{ fb_custom_audience: { id: number } }>().fb_custom_audience;
  assert.equal(codeOf(await ask({ origin_audience_id: id })), '422 lookalike_of_lookalike');
  const form = [...fields({ user_type: 'email_hash' }), file('a'.repeat(64))];
  const sent = await shop.writer.sendForm('PUT', `/custom_audiences/${id}`, form);
  assert.equal(codeOf(sent), '422 audience_not_fillable');
  assert.equal(codeOf(await shop.writer.delete(`/custom_audiences/${ownSeed}`)), '409 audience_in_use');
  assert.equal((await shop.writer.delete(`/custom_audiences/${id}`)).status, 204);
  assert.equal((await shop.writer.delete(`/custom_audiences/${ownSeed}`)).status, 204);
});

test('for housing, employment and credit none is made, and it is said why', async () => {
  for (const special of [
    { ...country, is_financial_service: true },
    { ...country, special_ad_categories: ['HOUSING'] },
  ]) {
    const answer = await ask({ lookalike_spec: special });
    assert.equal(codeOf(answer), '422 lookalike_special_category');
    assert.match(answer.text, /repeats whom the list left out/);
  }
});

test('the seed of another account is as unknown as one that is not there', async () => {
  const other = await openShop(server, 'Other');
  assert.equal(codeOf(await ask({}, other)), '404 audience_not_found');
  assert.equal(codeOf(await ask({ origin_audience_id: 987_654_321 }, other)), '404 audience_not_found');
});

test('what is said of how a lookalike was found is for its account, and its scores are for operators', async () => {
  const answer = await ask({ lookalike_spec: { ratio: 0.09, country: 'IT' } });
  const { id } = answer.json<{ fb_custom_audience: { id: number } }>().fb_custom_audience;
  await builtLookalike(server.operator, id);
  const other = await openShop(server, 'Stranger');
  const path = `/custom_audiences/${id}/lookalike_report`;
  assert.equal(codeOf(await other.reader.get(path)), '404 audience_not_found');
  assert.equal((await shop.reader.get(path)).status, 200);
  assert.equal(
    codeOf(await shop.reader.get(`/custom_audiences/${seedId}/lookalike_report`)),
    '404 lookalike_not_found',
  );
  const scores = await shop.writer.get(`/custom_audiences/${id}/lookalike_scores`);
  assert.equal(codeOf(scores), '403 role_insufficient');
});
