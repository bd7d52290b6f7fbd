import { type Case, type Family, forEach, refused } from './family.ts';

/** Canonical form; then the variants: accents off, and all but a to z deleted, where they differ. */
const people: readonly Case[] = [
  ['Mary', 'mary', '6915771be1c5aa0c886870b6951b03d7eafc121fea0e80a5ea83beb7c449f4ec'],
  ['정', '정', '8fa8cd9c440be61d0151429310034083132b35975c4bea67fdd74158eb51db14'],
  [
    'Valéry',
    ['valéry', 'valery', 'valry'],
    '08e1996b5dd49e62a4b4c010d44e4345592a863bb9f8e3976219bac29417149c',
  ],
  // The same in decomposed form, as macOS and some exports write it.
  ['Vale\u0301ry', ['valéry', 'valery', 'valry']],
  ['  Mary Ann ', 'maryann'],
  ["O'Brien", 'obrien'],
  ['O’Brien', 'obrien'],
  ['Smith-Jones', 'smithjones'],
  ['Smith, Jr.', 'smithjr'],
  ['MARY', 'mary'],
  ['Mary2', 'mary'],
  ['José', ['josé', 'jose', 'jos']],
  ['Müller', ['müller', 'muller', 'mller']],
  ['Straße', ['straße', 'strasse', 'strae']],
  ['Łukasz', ['łukasz', 'lukasz', 'ukasz']],
  ['Søren', ['søren', 'soren', 'sren']],
  ['Æthel', ['æthel', 'aethel', 'thel']],
  ['Đặng', ['đặng', 'dang', 'ng']],
  ['Nguyễn', ['nguyễn', 'nguyen', 'nguyn']],
  ['Çelik', ['çelik', 'celik', 'elik']],
  ['Ñuñez', ['ñuñez', 'nunez', 'uez']],
  ['Αλέξης', ['αλέξης', 'αλεξης']],
  ['Фёдор', ['фёдор', 'федор']],
  ['Иван', 'иван'],
  ['محمد', 'محمد'],
  ['יוסף', 'יוסף'],
  ['हिन्दी', 'हिन्दी'],
  ['สมชาย', 'สมชาย'],
  ['王小明', '王小明'],
  ['さくら', 'さくら'],
  ['123', refused('no_letters')],
  ['---', refused('no_letters')],
  ['', refused('blank')],
];

export const names: readonly Family[] = [
  ...(['FN', 'LN'] as const).flatMap((kind) =>
    forEach(['meta'], {
      kind,
      rule: 'Small letters of any script in UTF-8 (composed); no punctuation, blanks or digits. Clients also hash them without accents, or with all but a to z deleted.',
      cases: people,
    }),
  ),
  ...forEach(['meta'], {
    kind: 'FI',
    rule: 'The first letter of the first name, small.',
    cases: [
      ['Mary', 'm'],
      ['m', 'm'],
      [' “Bill” ', 'b'],
      ['Élodie', ['é', 'e']],
      ['정', '정'],
      ['7', refused('no_letters')],
    ],
  }),
  ...forEach(['meta'], {
    kind: 'CT',
    rule: 'Small letters, no punctuation, no blanks. Letters beyond a to z stay, as in names; clients also hash them without accents, or with all but a to z deleted.',
    cases: [
      ['Paris', 'paris'],
      ['London', 'london'],
      ['New York', 'newyork'],
      ['São Paulo', ['sãopaulo', 'saopaulo', 'sopaulo']],
      ['東京', '東京'],
      ['St. Louis', 'stlouis'],
      ["Coeur d'Alene", 'coeurdalene'],
      ['Winston-Salem', 'winstonsalem'],
      ['Köln', ['köln', 'koln', 'kln']],
      ['Łódź', ['łódź', 'lodz', 'd']],
      ['Zürich', ['zürich', 'zurich', 'zrich']],
      ['Москва', 'москва'],
      ['القاهرة', 'القاهرة'],
      ['75001', refused('no_letters')],
    ],
  }),
  ...forEach(['google'], {
    kind: 'FN',
    rule: 'Small letters, trimmed; the Ads API also drops blanks within and punctuation, so that form is accepted, too.',
    cases: [
      ['  Mary ', 'mary'],
      ['Mary Ann', ['mary ann', 'maryann']],
      ['Zoë', 'zoë'],
      ['王', '王'],
      ['12', refused('no_letters')],
    ],
  }),
  ...forEach(['google'], {
    kind: 'LN',
    rule: 'Small letters, trimmed; the Ads API also drops blanks within and punctuation, so that form is accepted, too.',
    cases: [
      ["O'Brien", ["o'brien", 'obrien']],
      ['Smith-Jones', ['smith-jones', 'smithjones']],
      ['PÉREZ', 'pérez'],
    ],
  }),
  ...(['FN', 'LN', 'CT'] as const).flatMap((kind) =>
    forEach(['pinterest'], {
      kind,
      rule: 'In small letters; nothing else is asked for.',
      cases: [
        [' Mary ', 'mary'],
        ['New York', 'new york'],
        ["O'Brien", "o'brien"],
        ['Valéry', 'valéry'],
      ],
    }),
  ),
  ...(['FN', 'LN'] as const).flatMap((kind) =>
    forEach(['linkedin'], {
      kind,
      rule: 'Sent as it is, not hashed.',
      cases: [
        [' Mike ', 'Mike'],
        ["O'Brien", "O'Brien"],
      ],
    }),
  ),
];
