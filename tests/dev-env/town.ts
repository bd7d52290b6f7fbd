import { createHash } from 'node:crypto';

/** One made-up person, in normalised form, as an operator knows people. */
export interface Person {
  readonly number: number;
  readonly externId: string;
  readonly uid: string;
  readonly email: string;
  readonly phone: string;
  readonly madid: string;
  readonly thirdPartyId: string;
  readonly fn: string;
  readonly ln: string;
  readonly birth: { readonly year: string; readonly month: string; readonly day: string };
  readonly zip: string;
  readonly city: string;
  readonly state: string;
  readonly country: string;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const firstNames = ['ada', 'bruno', 'chiara', 'dmitri', 'elena', 'farid', 'greta', 'hugo', 'ines', 'jonas'];
const cities = ['lugano', 'porto', 'graz', 'ghent', 'turku'];

/** The person with this number, counted from 1: always the same one, and nobody shares a key with another. */
export function person(number: number): Person {
  const digits = String(number).padStart(6, '0');
  return {
    number,
    externId: `crm-${digits}`,
    uid: String(100_000_000 + number),
    email: `person${digits}@town.example`,
    phone: `39333${digits}7`,
    madid: uuidOf(number),
    thirdPartyId: `tp_${digits}`,
    fn: firstNames[number % firstNames.length] ?? 'ada',
    ln: `family${digits.replace(/[0-9]/g, (digit) => 'abcdefghij'[Number(digit)] ?? 'a')}`,
    birth: { year: String(1950 + (number % 50)), month: '07', day: String(10 + (number % 18)) },
    zip: String(10_000 + (number % 900)),
    city: cities[number % cities.length] ?? 'graz',
    state: 'zz',
    country: 'it',
  };
}

/** Hashes of this kind belong to nobody. */
export function strangerHash(number: number | string): string {
  return sha256(`stranger ${number}`);
}

export function emailHashes(first: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => sha256(person(first + index).email));
}

function uuidOf(number: number): string {
  const hex = sha256(`madid ${number}`);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join(
    '-',
  );
}
