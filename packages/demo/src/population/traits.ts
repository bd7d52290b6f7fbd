import { type Country, countryAt } from './country.ts';
import { Random } from './random.ts';

export type Device = 'ios' | 'android' | 'web';

/** What a person is like, before anything about it is left out. The numbers hang together: see below. */
export interface Traits {
  readonly country: Country;
  readonly cityTier: number;
  readonly age: number;
  readonly gender: 'f' | 'm' | 'x';
  readonly device: Device;
  readonly interests: readonly string[];
  readonly orders: number;
  /** In the currency of the shop, with cents, over the last twelve months. */
  readonly spend: number;
  readonly lastVisitDays: number;
  readonly newsletter: boolean;
}

/**
 * Two hidden numbers, affluence and loyalty, move everything that a shop sees: the device, the interests, how
 * often somebody orders, how much, and when they were last there. So people who spend much can be told from
 * others by what they are like, which is what a lookalike needs.
 */
export function traitsOf(seed: number, index: number): Traits {
  const random = new Random(seed, index);
  const country = countryAt(random.next());
  const cityTier = tierAt(random.next());
  const age = Math.round(Math.min(88, Math.max(18, 42 + 15 * random.normal() - (cityTier === 1 ? 3 : 0))));
  const gender = genderAt(random.next());
  const affluence = random.normal() * 0.9 + (cityTier === 1 ? 0.5 : 0) - Math.abs(age - 48) / 45;
  const loyalty = random.normal();
  const device = deviceAt(random.next(), country.iosShare + 0.12 * affluence, age);
  const interests = interestsOf(random, { age, gender, affluence });
  const orders = random.poisson(Math.exp(0.1 + 0.4 * affluence + 0.7 * loyalty));
  const basket = Math.exp(3.4 + 0.4 * affluence + 0.3 * random.normal() + (device === 'ios' ? 0.15 : 0));
  return {
    country,
    cityTier,
    age,
    gender,
    device,
    interests,
    orders,
    spend: Math.round(orders * basket * 100) / 100,
    lastVisitDays: Math.min(729, Math.floor((-Math.log(1 - random.next()) * 260) / (1 + orders))),
    newsletter: random.chance(loyalty > 0.5 ? 0.55 : 0.2),
  };
}

function tierAt(point: number): number {
  if (point < 0.27) return 1;
  if (point < 0.55) return 2;
  return point < 0.83 ? 3 : 4;
}

function genderAt(point: number): Traits['gender'] {
  if (point < 0.51) return 'f';
  return point < 0.99 ? 'm' : 'x';
}

function deviceAt(point: number, iosShare: number, age: number): Device {
  const webShare = age > 62 ? 0.45 : 0.12;
  if (point < webShare) return 'web';
  const rest = (point - webShare) / (1 - webShare);
  return rest < iosShare ? 'ios' : 'android';
}

interface Leanings {
  readonly age: number;
  readonly gender: Traits['gender'];
  readonly affluence: number;
}

const interestRules: readonly (readonly [name: string, probability: (who: Leanings) => number])[] = [
  ['beauty', (who) => (who.gender === 'f' ? 0.4 : 0.07)],
  ['books', (who) => 0.15 + who.age / 400],
  ['cars', (who) => (who.gender === 'm' ? 0.3 : 0.08)],
  ['cooking', (who) => 0.2 + who.age / 500],
  ['cycling', (who) => 0.1 + 0.04 * who.affluence],
  ['diy', (who) => (who.age > 35 ? 0.25 : 0.08)],
  ['fashion', (who) => (who.gender === 'f' ? 0.35 : 0.15) + 0.05 * who.affluence],
  ['fitness', (who) => 0.35 - who.age / 300],
  ['gaming', (who) => (who.age < 32 ? 0.45 : 0.1)],
  ['garden', (who) => (who.age > 50 ? 0.4 : 0.08)],
  ['kids', (who) => (who.age > 27 && who.age < 48 ? 0.35 : 0.04)],
  ['pets', () => 0.22],
  ['travel', (who) => 0.22 + 0.12 * who.affluence],
  ['wine', (who) => (who.age > 30 ? 0.12 + 0.1 * who.affluence : 0.03)],
];

function interestsOf(random: Random, who: Leanings): string[] {
  return interestRules.filter(([, probability]) => random.chance(probability(who))).map(([name]) => name);
}
