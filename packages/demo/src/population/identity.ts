import { asciiOf } from './names.ts';
import { Random, scramble } from './random.ts';
import type { Traits } from './traits.ts';

/** How a person can be recognised, in the raw forms that people type. Null: the shop does not know it. */
export interface Identity {
  readonly id: string;
  readonly email: string | null;
  readonly secondEmail: string | null;
  readonly phone: string | null;
  readonly mobileId: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly zip: string | null;
}

const mailHosts = [
  'mail.example.com',
  'post.example.net',
  'inbox.example.org',
  'example.com',
  'web.example.net',
];
const salt = 0x1d3e;
const tagSalt = 0x2545f491;

export function identityOf(seed: number, index: number, traits: Traits): Identity {
  const random = new Random(seed ^ salt, index);
  const { female, male, last } = traits.country.names;
  const firstName = random.pick(traits.gender === 'm' ? male : female);
  const lastName = random.pick(last);
  const email = mailbox(random, firstName, lastName, index);
  const named = random.chance(0.75);
  return {
    id: `C${scramble(index ^ seed ^ salt)
      .toString(36)
      .toUpperCase()
      .padStart(7, '0')}`,
    email: random.chance(0.92) ? email : null,
    secondEmail: random.chance(0.06) ? `${asciiOf(lastName)}-${tagOf(index)}@work.example.org` : null,
    phone: random.chance(0.68) ? phoneOf(random, traits) : null,
    mobileId: mobileIdOf(random, traits),
    firstName: named ? firstName : null,
    lastName: named ? lastName : null,
    zip: random.chance(0.6) ? traits.country.zip(random) : null,
  };
}

function mailbox(random: Random, firstName: string, lastName: string, index: number): string {
  return `${asciiOf(firstName)}.${asciiOf(lastName)}.${tagOf(index)}@${random.pick(mailHosts)}`;
}

/** Different for every index, so that no two people share an address by accident. */
function tagOf(index: number): string {
  return scramble(index ^ tagSalt)
    .toString(36)
    .padStart(7, '0');
}

function phoneOf(random: Random, traits: Traits): string {
  const { callingCode, mobilePrefixes, mobileDigits } = traits.country;
  const prefix = random.pick(mobilePrefixes);
  // American exchanges start with 2 to 9; everywhere else a leading 2 to 9 is just one of the digits.
  const number = String(2 * 10 ** (mobileDigits - 1) + random.below(8 * 10 ** (mobileDigits - 1)));
  return random.chance(0.7) ? `+${callingCode} ${prefix} ${number}` : `${callingCode}${prefix}${number}`;
}

function mobileIdOf(random: Random, traits: Traits): string | null {
  if (traits.device === 'web' || !random.chance(0.45)) return null;
  const hex = Array.from({ length: 4 }, () => eightDigits(random)).join('');
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
  return traits.device === 'ios' ? id.toUpperCase() : id;
}

function eightDigits(random: Random): string {
  return random
    .below(2 ** 32)
    .toString(16)
    .padStart(8, '0');
}
