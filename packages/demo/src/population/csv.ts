import { identityOf } from './identity.ts';
import { Random } from './random.ts';
import { type Traits, traitsOf } from './traits.ts';

export interface Population {
  readonly seed: number;
  readonly people: number;
}

/** The header of the file; the first nine are identifiers, the rest become features. */
export const columns = [
  'id',
  'country',
  'email',
  'email_2',
  'phone',
  'madid',
  'first_name',
  'last_name',
  'zip',
  'age',
  'gender',
  'city_tier',
  'device',
  'interests',
  'orders_12m',
  'spend_12m',
  'last_visit',
  'newsletter',
] as const;

const peoplePerPiece = 2000;

export interface Piece {
  readonly bytes: Buffer;
  readonly people: number;
}

/** The whole population as CSV, made as it is asked for: one piece is in memory at a time. */
export function* populationCsv(population: Population): Generator<Piece> {
  yield { bytes: Buffer.from(`${columns.join(',')}\n`), people: 0 };
  for (let from = 0; from < population.people; from += peoplePerPiece) {
    const to = Math.min(population.people, from + peoplePerPiece);
    let text = '';
    for (let index = from; index < to; index += 1) text += personLine(population.seed, index);
    yield { bytes: Buffer.from(text), people: to - from };
  }
}

/** One line with its line end. None of the cells needs quotes: no name, place or token holds a comma. */
export function personLine(seed: number, index: number): string {
  const traits = traitsOf(seed, index);
  const identity = identityOf(seed, index, traits);
  const random = new Random(seed ^ saltOfGaps, index);
  const { id, email, secondEmail, phone, mobileId, firstName, lastName, zip } = identity;
  const known = `${id},${traits.country.code},${cell(typed(email, random))},${cell(secondEmail)},${cell(phone)},${cell(mobileId)}`;
  return `${known},${cell(firstName)},${cell(lastName)},${cell(zip)},${featureCells(traits, random)}\n`;
}

const saltOfGaps = 0x6a70;

function cell(value: string | null): string {
  return value ?? '';
}

/** Some people type their address with the caps lock on, which is the same address; and clerks fill gaps. */
function typed(email: string | null, random: Random): string | null {
  if (email === null) return random.chance(0.01) ? 'n/a' : null;
  return random.chance(0.05) ? email.toUpperCase() : email;
}

/** Real tables have holes, and not at random: who never bought is seldom seen. */
function featureCells(traits: Traits, random: Random): string {
  const { age, gender, cityTier, device, interests, orders, spend, lastVisitDays, newsletter } = traits;
  const agePart = random.chance(0.12) ? '' : age;
  const genderPart = gender === 'x' || random.chance(0.06) ? '' : gender;
  const devicePart = random.chance(0.04) ? '' : device;
  const visitPart = random.chance(orders === 0 ? 0.3 : 0.02) ? '' : dayBefore(lastVisitDays);
  return (
    `${agePart},${genderPart},${cityTier},${devicePart},${interests.join('|')},${orders},` +
    `${spend.toFixed(2)},${visitPart},${newsletter}`
  );
}

const today = Date.UTC(2026, 5, 30);
const dayMs = 24 * 60 * 60 * 1000;
const days: string[] = [];

/** A day this long before a fixed one: the files do not depend on when they are made. */
function dayBefore(count: number): string {
  days[count] ??= new Date(today - count * dayMs).toISOString().slice(0, 10);
  return days[count];
}
