import assert from 'node:assert/strict';
import {
  type Client,
  fields,
  file,
  randomFrom,
  type Shop,
  settledUpload,
  until,
  uploadedOf,
} from '../../dev-env/index.ts';

/** A made-up person whose liking follows from what is known of them. */
export interface Fan {
  readonly id: string;
  readonly country: string;
  readonly cells: Readonly<Record<string, string>>;
  /** How likely the person is to be in the list, 0 to 1: the best that any ranking can go by. */
  readonly liking: number;
  /** A number of its own between 0 and 1, for draws. */
  readonly luck: number;
}

const cities = ['lugano', 'porto', 'graz', 'ghent', 'turku', 'bergen', 'cork', 'delft'];
const hobbies = Array.from({ length: 40 }, (_, index) => `hobby${index}`);

/** So many people of a country, always the same ones. They like what the list is about by age, spending, city and hobbies. */
export function crowd(count: number, country: string, seed: number): Fan[] {
  const random = randomFrom(seed);
  return Array.from({ length: count }, (_, index) => {
    const age = 18 + Math.floor(random() * 60);
    const spent = Math.exp(3 + 1.2 * (random() + random() + random() - 1.5));
    const city = cities[Math.floor(random() * cities.length)] ?? '';
    const own = hobbies.filter(() => random() < 0.1);
    const taste = own.filter((hobby) => Number(hobby.slice(5)) < 6).length;
    const logit =
      -4.5 + 0.7 * Math.log(spent / 20) + (city === 'graz' ? 1.5 : 0) + 1.3 * taste - ((age - 35) / 15) ** 2;
    return {
      id: `${country}-${index}`,
      country,
      cells: {
        age: String(age),
        spent: spent.toFixed(2),
        home: city,
        hobbies: own.join('|'),
        joined: new Date(Date.UTC(2020, 0, 1 + Math.floor(random() * 1500))).toISOString().slice(0, 10),
        nothing: random() < 0.3 ? '' : random().toFixed(3),
      },
      liking: 1 / (1 + Math.exp(-logit)),
      luck: random(),
    };
  });
}

/** The address of a person of the crowd, by the operator's own id. */
export function emailOf(id: string): string {
  return `${id}@crowd.example`;
}

/** People who are in the list: drawn by their liking. */
export function likers(people: readonly Fan[]): Fan[] {
  return people.filter(({ liking, luck }) => luck < liking);
}

/** Imports people into the population, as an operator does. */
export async function settleCrowd(operator: Client, people: readonly Fan[]): Promise<void> {
  const names = Object.keys(people[0]?.cells ?? {});
  const rows = people.map(({ id, country, cells }) => [
    id,
    country,
    emailOf(id),
    ...names.map((name) => cells[name] ?? ''),
  ]);
  const body = [['id', 'country', 'email', ...names], ...rows]
    .map((cells) => `${cells.join(',')}\n`)
    .join('');
  const headers = { 'content-type': 'text/csv' };
  const answer = await operator.call({ method: 'POST', path: '/people/imports', body, headers });
  assert.equal(answer.status, 201, answer.text);
  const { id } = answer.json<{ import: { id: number } }>().import;
  await until(
    'the crowd',
    async () => {
      const { state } = (await operator.get(`/people/imports/${id}`)).json<{ import: { state: string } }>()
        .import;
      assert.notEqual(state, 'failed');
      return state === 'applied';
    },
    60_000,
  );
}

/** A custom audience of these people, by the operator's own ids. Gives its local id. */
export async function listOf(shop: Shop, people: readonly Pick<Fan, 'id'>[]): Promise<number> {
  const form = fields({ fb_ad_account_id: String(shop.accountId), name: 'Fans', subtype: 'CUSTOM' });
  const lines = ['EXTERN_ID', ...people.map(({ id }) => id)].join('\n');
  const answer = await shop.writer.sendForm('POST', '/custom_audiences', [...form, file(lines)]);
  assert.equal(answer.status, 201, answer.text);
  const { audienceId, uploadId } = uploadedOf(answer);
  assert.equal((await settledUpload(shop.writer, uploadId)).state, 'applied');
  return audienceId;
}

/** Waits until a lookalike is built, and gives what is known of it. */
export async function builtLookalike(
  client: Client,
  id: number | string,
): Promise<Readonly<Record<string, unknown>>> {
  const fieldNames = 'operation_status,delivery_status,approximate_count_lower_bound,exact_count';
  let found: Readonly<Record<string, unknown>> = {};
  await until(
    `lookalike ${id}`,
    async () => {
      const answer = await client.get(`/custom_audiences/${id}?fields=${fieldNames}`);
      assert.equal(answer.status, 200, answer.text);
      found = answer.json<{ fb_custom_audience: Record<string, unknown> }>().fb_custom_audience;
      const { code } = found['operation_status'] as { code: number };
      assert.ok([200, 441].includes(code), answer.text);
      return code === 200;
    },
    60_000,
  );
  return found;
}

/** The score of everybody in the countries of a lookalike, by the operator's own ids. */
export async function scoresOf(operator: Client, id: number | string): Promise<Map<string, number>> {
  const answer = await operator.get(`/custom_audiences/${id}/lookalike_scores`);
  assert.equal(answer.status, 200, answer.text);
  const [head, ...lines] = answer.text.trimEnd().split('\n');
  assert.equal(head, 'id,score');
  return new Map(lines.map((line) => [line.split(',')[0] ?? '', Number(line.split(',')[1])]));
}
