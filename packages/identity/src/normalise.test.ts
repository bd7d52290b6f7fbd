import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { keyKinds } from '@kindred/contract';
import fc from 'fast-check';
import { type Kind, kinds, normalise, Plain, profiles, reasons } from './index.ts';

const anyKind = fc.constantFrom(...kinds);
const anyProfile = fc.constantFrom(...profiles);
const anyCountry = fc.constantFrom('', 'US', 'GB', 'DE', 'IT', 'JP', 'Germany', 'nowhere');

/** Texts like those of lists, and any others, broken ones too. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.emailAddress(),
  fc.uuid(),
  fc.stringMatching(/^[+0-9 ()./-]{0,20}$/),
  fc.stringMatching(/^[0-9]{1,4}[-./ ][0-9]{1,2}[-./ ][0-9]{1,4}$/),
  fc.stringMatching(/^[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}$/),
  fc.constantFrom('\ud800', 'İ', 'ΟΔΥΣΣΕΎΣ', 'ﬁ', '½', '１２３', 'ẞ', '\u0301a'),
);

/**
 * A number in digits only may also be one of the country without its code (390 1234567 in Italy), which no rule can
 * tell; so the second time no country is assumed.
 */
const countryAgain = (kind: Kind, country: string) => (kind === 'PHONE' ? '' : country);

test('nothing that is given makes it throw, and what it refuses has a reason of the table', () => {
  fc.assert(
    fc.property(anyKind, anyText, anyProfile, anyCountry, (kind, text, profile, country) => {
      const told = normalise(kind, text, { profile, country });
      return told.ok ? told.canonical.reveal() !== '' : Object.hasOwn(reasons, told.reason);
    }),
    { numRuns: 3000 },
  );
});

test('what is normalised stays as it is when it is normalised again', () => {
  fc.assert(
    fc.property(anyKind, anyText, anyProfile, anyCountry, (kind, text, profile, country) => {
      const once = normalise(kind, text, { profile, country });
      if (!once.ok) return;
      const twice = normalise(kind, once.canonical.reveal(), {
        profile,
        country: countryAgain(kind, country),
      });
      assert.ok(twice.ok, JSON.stringify([kind, text, profile, country, once.canonical.reveal()]));
      assert.equal(twice.canonical.reveal(), once.canonical.reveal());
    }),
    {
      numRuns: 5000,
      examples: [
        ['ZIP', '\u1fd2', 'google', ''],
        ['ZIP', '\u00b2\u1fcd\u00b8', 'meta', ''],
        ['PHONE', '0/0/0000', 'meta', 'DE'],
        ['PHONE', '0111111111111', 'meta', 'CN'],
        ['PHONE', '1888888', 'meta', 'CA'],
        ['PHONE', '88888888888', 'meta', 'BY'],
      ],
    },
  );
});

test('a date of birth reads the same when its canonical form is read again', () => {
  const anyDay = fc.date({ min: new Date('1900-01-01'), max: new Date('2020-12-31'), noInvalidDate: true });
  fc.assert(
    fc.property(anyDay, (day) => {
      const once = normalise('DOB', day.toISOString());
      assert.ok(once.ok);
      const twice = normalise('DOB', once.canonical.reveal());
      assert.ok(twice.ok);
      assert.equal(twice.canonical.reveal(), day.toISOString().slice(0, 10).replaceAll('-', ''));
    }),
  );
});

test('case and blanks around a value change nothing', () => {
  const caseless = kinds.filter((kind) => !['EXTERN_ID', 'THIRD_PARTY_ID'].includes(kind));
  fc.assert(
    fc.property(fc.constantFrom(...caseless), fc.stringMatching(/^[a-zA-Z0-9@.+ -]{1,20}$/), (kind, text) => {
      const [one, other] = [text, ` ${text.toUpperCase()}\t`].map((each) => normalise(kind, each));
      const shown = (told: typeof one) => (told?.ok === true ? told.canonical.reveal() : told?.reason);
      assert.equal(shown(one), shown(other));
    }),
    { numRuns: 2000 },
  );
});

test('a plain value can be asked for, and shows itself in no other way', () => {
  const value = new Plain('mary@example.com');
  assert.equal(value.reveal(), 'mary@example.com');
  const shown = [
    String(value),
    `${value}`,
    JSON.stringify({ value }),
    inspect({ value }, { showHidden: true, depth: 9 }),
    JSON.stringify(structuredClone({ value })),
    JSON.stringify(Object.entries(value)),
  ];
  for (const text of shown) assert.doesNotMatch(text, /mary/);
  assert.match(shown.slice(0, 4).join(), /^\[plain\],\[plain\]/);
});

test('kinds that find a person by themselves are those of the contract', () => {
  const strong = Object.entries(keyKinds).filter(([, kind]) => kind.code < 20);
  for (const [name] of strong) assert.ok((kinds as readonly string[]).includes(name), name);
});

test('accepted variants are never the canonical form, and never empty', () => {
  fc.assert(
    fc.property(anyKind, anyText, anyProfile, (kind, text, profile) => {
      const told = normalise(kind, text, { profile });
      if (!told.ok) return;
      const forms = [told.canonical, ...told.variants].map((each) => each.reveal());
      assert.equal(new Set(forms).size, forms.length);
      assert.ok(!forms.includes(''));
    }),
    { numRuns: 2000 },
  );
});
