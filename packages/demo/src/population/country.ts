import { type Names, names } from './names.ts';
import type { Random } from './random.ts';

export interface Country {
  readonly code: string;
  /** Of the population. */
  readonly share: number;
  /** Of the people with a phone. */
  readonly iosShare: number;
  readonly callingCode: string;
  readonly mobilePrefixes: readonly string[];
  /** Digits after the prefix. */
  readonly mobileDigits: number;
  readonly names: Names;
  readonly zip: (random: Random) => string;
}

const digits = (random: Random, count: number): string =>
  String(random.below(10 ** count)).padStart(count, '0');

export const countries: readonly Country[] = [
  {
    code: 'IT',
    share: 0.28,
    iosShare: 0.31,
    callingCode: '39',
    mobilePrefixes: ['320', '328', '333', '340', '347', '349', '351', '388', '392'],
    mobileDigits: 7,
    names: names.IT,
    zip: (random) => digits(random, 5),
  },
  {
    code: 'DE',
    share: 0.22,
    iosShare: 0.38,
    callingCode: '49',
    mobilePrefixes: ['151', '160', '170', '172', '175', '176', '179'],
    mobileDigits: 8,
    names: names.DE,
    zip: (random) => digits(random, 5),
  },
  {
    code: 'FR',
    share: 0.17,
    iosShare: 0.37,
    callingCode: '33',
    mobilePrefixes: ['6', '7'],
    mobileDigits: 8,
    names: names.FR,
    zip: (random) => digits(random, 5),
  },
  {
    code: 'ES',
    share: 0.12,
    iosShare: 0.25,
    callingCode: '34',
    mobilePrefixes: ['6', '7'],
    mobileDigits: 8,
    names: names.ES,
    zip: (random) => digits(random, 5),
  },
  {
    code: 'US',
    share: 0.11,
    iosShare: 0.57,
    callingCode: '1',
    mobilePrefixes: ['212', '305', '312', '415', '503', '617', '702', '804'],
    mobileDigits: 7,
    names: names.US,
    zip: (random) => digits(random, 5),
  },
  {
    code: 'GB',
    share: 0.06,
    iosShare: 0.52,
    callingCode: '44',
    mobilePrefixes: ['74', '75', '77', '78', '79'],
    mobileDigits: 8,
    names: names.GB,
    zip: (random) =>
      `${random.pick(['SW', 'NW', 'LS', 'EH', 'BS'])}${random.below(20) + 1} ${random.below(10)}AA`,
  },
  {
    code: 'PL',
    share: 0.04,
    iosShare: 0.16,
    callingCode: '48',
    mobilePrefixes: ['50', '60', '66', '69', '72', '79', '88'],
    mobileDigits: 7,
    names: names.PL,
    zip: (random) => `${digits(random, 2)}-${digits(random, 3)}`,
  },
];

/** The country at a point of 0 to 1 on the shares laid end to end. */
export function countryAt(point: number): Country {
  let sum = 0;
  for (const country of countries) {
    sum += country.share;
    if (point < sum) return country;
  }
  return countries[0] as Country;
}
