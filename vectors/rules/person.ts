import { type Case, type Family, forEach, refused } from './family.ts';

const genders: readonly Case[] = [
  ['f', 'f', '252f10c83610ebca1a059c0bae8255eba2f95be4d1d7bcfa89d7248a82d9f111'],
  ...['m', 'M', 'male', 'Male', ' MALE ', 'man', 'Mr.', 'Herr', 'homme', 'hombre', 'maschio'].map(
    (word): Case => [word, 'm'],
  ),
  // Words whose first letter would say the other one, or none.
  ...['F', 'Female', 'woman', 'Mrs.', 'Ms', 'Miss', 'weiblich', 'w', 'Mujer', 'mulher', 'femme'].map(
    (word): Case => [word, 'f'],
  ),
  ...['unknown', 'x', 'u', '0', 'prefer not to say'].map((word): Case => [word, refused('not_a_gender')]),
  ['', refused('blank')],
];

const monthNames =
  'January February March April May June July August September October November December'.split(' ');
const two = (number: number) => String(number).padStart(2, '0');

const months: readonly Case[] = monthNames.flatMap((name, index): Case[] => [
  [String(index + 1), two(index + 1)],
  [name, two(index + 1)],
  [name.slice(0, 3).toUpperCase(), two(index + 1)],
]);

const dates: readonly Case[] = [
  ['19800504', '19800504'],
  ['1980-05-04', '19800504'],
  ['1980-5-4', '19800504'],
  ['1980/05/04', '19800504'],
  ['1980-05-04T12:30:00Z', '19800504'],
  ['1980-05-04 00:00:00', '19800504'],
  ['05/04/1980', '19800504'],
  ['5/4/1980', '19800504'],
  ['05-04-1980', '19800504'],
  ['25/4/1980', '19800425'],
  ['04.05.1980', '19800504'],
  ['4.5.1980', '19800504'],
  ['05041980', '19800504'],
  ['4 May 1980', '19800504'],
  ['4-May-1980', '19800504'],
  ['May 4, 1980', '19800504'],
  ['2000-02-29', '20000229'],
  ['1900-02-29', refused('not_a_date')],
  ['1980-02-30', refused('not_a_date')],
  ['1980-13-04', refused('not_a_date')],
  ['1880-05-04', refused('not_a_date')],
  ['2999-01-01', refused('not_a_date')],
  ['04.05.80', refused('not_a_date')],
  ['29345', refused('not_a_date')],
  ['May 4th', refused('not_a_date')],
];

export const person: readonly Family[] = [
  ...forEach(['meta', 'pinterest'], {
    kind: 'GEN',
    rule: 'm or f, told by the word and never by its first letter; what says neither is refused.',
    cases: genders,
  }),
  ...forEach(['pinterest'], {
    kind: 'GEN',
    rule: 'n for people who are neither.',
    cases: ['n', 'non-binary', 'Nonbinary', 'divers'].map((word): Case => [word, 'n']),
  }),
  ...forEach(['meta'], {
    kind: 'GEN',
    rule: 'There is no letter for people who are neither.',
    cases: [['non-binary', refused('not_a_gender')]],
  }),
  ...forEach(['meta'], {
    kind: 'DOBY',
    rule: 'YYYY, from 1900 to this year.',
    cases: [
      ['1980', '1980'],
      [' 2001 ', '2001'],
      ['1900', '1900'],
      ['1899', refused('not_a_date')],
      ['2999', refused('not_a_date')],
      ['80', refused('not_a_date')],
    ],
  }),
  ...forEach(['meta'], {
    kind: 'DOBM',
    rule: 'MM, from 01 to 12; English names are read.',
    cases: [
      ...months,
      ['01', '01'],
      ['0', refused('not_a_date')],
      ['13', refused('not_a_date')],
      ['Smarch', refused('not_a_date')],
    ],
  }),
  ...forEach(['meta'], {
    kind: 'DOBD',
    rule: 'DD, from 01 to 31.',
    cases: [
      ['1', '01'],
      ['09', '09'],
      ['31', '31'],
      ['0', refused('not_a_date')],
      ['32', refused('not_a_date')],
    ],
  }),
  ...forEach(['meta', 'pinterest'], {
    kind: 'DOB',
    rule: 'YYYYMMDD; a day of the calendar. Slashes mean the American order unless that cannot be, full stops the European one.',
    cases: dates,
  }),
  ...forEach(['meta'], {
    kind: 'DOB',
    rule: 'YYYYMMDD; slashes mean the order that was given.',
    options: { dateOrder: 'dmy' },
    cases: [
      ['05/04/1980', '19800405'],
      ['04/25/1980', '19800425'],
    ],
  }),
];
