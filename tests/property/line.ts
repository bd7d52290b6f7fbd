import type { RejectReason } from '@kindred/contract';
import fc from 'fast-check';
import { person, sha256, strangerHash } from '../dev-env/index.ts';

/** So many people are in the town; those from `firstOptedOut` on have opted out. */
export const townPeople = 120;
export const firstOptedOut = 111;

/** The key of a line: of a person of the town, or of nobody. */
export interface Key {
  readonly person: number | null;
  /** Lines with the same name hold the same key. */
  readonly name: string;
}

/** A line of a file, and what must become of it. `either`: it is blank or rejected, nobody says which. */
export interface Line {
  readonly bytes: Buffer;
  readonly becomes:
    | { readonly kind: 'row'; readonly keys: readonly Key[] }
    | { readonly kind: 'blank' }
    | { readonly kind: 'rejected'; readonly reason: RejectReason }
    | { readonly kind: 'either' };
}

/** Values of one kind of key, in the forms in which they may stand in a file. */
export interface ValueForms {
  readonly name: string;
  readonly ofPerson: (number: number) => string;
  readonly ofStranger: (number: number) => string;
  /** Other ways of writing the same value. */
  readonly written: (value: string) => fc.Arbitrary<string>;
  readonly wrong: readonly (readonly [text: string, reason: RejectReason])[];
}

const anyCase = (value: string) => fc.constantFrom(value, value, value.toUpperCase());

const wrongHashes: ValueForms['wrong'] = [
  ['mary@example.com', 'email_not_hashed'],
  ['+39 02 1234567', 'phone_not_hashed'],
  ['a'.repeat(32), 'md5_hash'],
  ['B'.repeat(40), 'sha1_hash'],
  ['c'.repeat(63), 'hash_length'],
  [sha256(''), 'hash_of_empty'],
  ['no hash', 'not_a_hash'],
  ['z'.repeat(1500), 'line_too_long'],
];

export const emails: ValueForms = {
  name: 'EMAIL',
  ofPerson: (number) => sha256(person(number).email),
  ofStranger: strangerHash,
  written: anyCase,
  wrong: wrongHashes,
};

export const phones: ValueForms = {
  ...emails,
  name: 'PHONE',
  ofPerson: (number) => sha256(person(number).phone),
};

export const mobileIds: ValueForms = {
  name: 'MADID',
  ofPerson: (number) => person(number).madid,
  ofStranger: (number) => person(900_000 + number).madid,
  written: (value) => fc.constantFrom(value, value.toUpperCase(), sha256(value), sha256(value).toUpperCase()),
  wrong: [
    ['00000000-0000-0000-0000-000000000000', 'zero_mobile_id'],
    ['not-an-id', 'not_a_mobile_id'],
    [sha256(''), 'hash_of_empty'],
  ],
};

export const numericIds: ValueForms = {
  name: 'UID',
  ofPerson: (number) => person(number).uid,
  ofStranger: (number) => String(7_000_000 + number),
  written: fc.constant,
  wrong: [
    ['12a', 'not_a_numeric_id'],
    ['9'.repeat(21), 'not_a_numeric_id'],
  ],
};

/** A key of the town or of a stranger, and one way to write it. */
export function writtenKey(forms: ValueForms): fc.Arbitrary<{ readonly key: Key; readonly text: string }> {
  const numbers = fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 1, max: townPeople }) },
    { weight: 2, arbitrary: fc.integer({ min: -20, max: -1 }) },
  );
  return numbers.chain((number) => {
    const value = number > 0 ? forms.ofPerson(number) : forms.ofStranger(-number);
    const key: Key = { person: number > 0 ? number : null, name: `${forms.name} ${number}` };
    return forms.written(value).map((text) => ({ key, text }));
  });
}

const around = fc.constantFrom('', '', '', ' ', '\t', '"', "'", ' "');

/** A line of a file of one kind of key. */
export function lineOf(forms: ValueForms): fc.Arbitrary<Line> {
  const good = fc.tuple(writtenKey(forms), around).map(([{ key, text }, edge]) => ({
    bytes: Buffer.from(`${edge}${text}${[...edge].toReversed().join('')}`),
    becomes: { kind: 'row', keys: [key] } as const,
  }));
  const wrong = fc.constantFrom(...forms.wrong).map(([text, reason]) => ({
    bytes: Buffer.from(text),
    becomes: { kind: 'rejected', reason } as const,
  }));
  return fc.oneof(
    { weight: 12, arbitrary: good },
    { weight: 2, arbitrary: wrong },
    { weight: 2, arbitrary: blankLine },
    { weight: 1, arbitrary: anyBytes },
  );
}

export const blankLine: fc.Arbitrary<Line> = fc
  .constantFrom('', ' ', '\t\t', '""', ' "" ')
  .map((text) => ({ bytes: Buffer.from(text), becomes: { kind: 'blank' } }));

/** Whatever a file may hold by mistake. Letters at both ends keep it from being a number or a mark of a format. */
const anyBytes: fc.Arbitrary<Line> = fc.uint8Array({ maxLength: 80 }).map((bytes) => ({
  bytes: Buffer.concat([
    Buffer.from('~'),
    Buffer.from(bytes.filter((byte) => byte !== 0x0a)),
    Buffer.from('~'),
  ]),
  becomes: { kind: 'either' },
}));
