import { type Case, type Family, forEach, refused } from './family.ts';

const addresses = [
  'mary@example.com',
  "o'neil+news@mail.example.co.uk",
  '用户@例子.example',
  'jürgen@müller.example',
];
const around: readonly (readonly [string, string])[] = [
  ['', ''],
  ['  ', ' '],
  ['\t', '\r\n'],
  ['\u00a0', '\u00a0'],
  ['\ufeff', '\u200b'],
  ['', '.'],
];

const dressed: readonly Case[] = addresses.flatMap((address) =>
  around.map(([before, after]): Case => [before + address + after, address]),
);

const refusals: readonly Case[] = [
  ['', refused('blank')],
  [' \t', refused('blank')],
  ['mary', refused('not_an_email')],
  ['mary@', refused('not_an_email')],
  ['@example.com', refused('not_an_email')],
  ['mary@example', refused('not_an_email')],
  ['mary@@example.com', refused('not_an_email')],
  ['mary@example..com', refused('not_an_email')],
  ['Mary <mary@example.com>', refused('not_an_email')],
  ['N/A', refused('not_an_email')],
  ['f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0866552bb79', refused('already_hashed')],
  ['F1904CF1A9D73A55FA5DE0AC823C4403DED71AFD4C3248D00BDCD0866552BB79', refused('already_hashed')],
  ['e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', refused('hash_of_empty')],
];

const trimmers = ['meta', 'snap', 'pinterest', 'linkedin'] as const;
const everybody = [...trimmers, 'tiktok', 'google'] as const;

export const emails: readonly Family[] = [
  ...forEach(trimmers.slice(0, 1), {
    kind: 'EMAIL',
    rule: 'Whatever has no width, blanks and full stops at the ends are dropped.',
    cases: dressed,
  }),
  ...forEach(everybody, {
    kind: 'EMAIL',
    rule: 'Letters become small, and blanks at the ends are dropped.',
    cases: [
      ['  USER@Example.COM ', 'user@example.com'],
      ['MARY@EXAMPLE.COM', 'mary@example.com'],
      ['JÜRGEN@EXAMPLE.COM', 'jürgen@example.com'],
      ['User.Name+NYC@Example.com', 'user.name+nyc@example.com'],
    ],
  }),
  ...forEach(['meta'], {
    kind: 'EMAIL',
    rule: 'Examples of the platform, with the hash that it prints.',
    cases: [
      [
        'John_Smith@gmail.com',
        'john_smith@gmail.com',
        '62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f',
      ],
      [
        'mary@example.com',
        'mary@example.com',
        'f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0866552bb79',
      ],
    ],
  }),
  ...forEach(everybody, {
    kind: 'EMAIL',
    rule: 'What is no address, and what is a hash already, is refused.',
    cases: refusals,
  }),
  ...forEach(trimmers, {
    kind: 'EMAIL',
    rule: 'A blank within is no address.',
    cases: [['mary ann@example.com', refused('not_an_email')]],
  }),
  ...forEach(['tiktok', 'google'], {
    kind: 'EMAIL',
    rule: 'Blanks within are dropped, too.',
    cases: [
      ['mary @ example.com', 'mary@example.com'],
      ['mary@ example.com ', 'mary@example.com'],
    ],
  }),
  ...forEach(['google'], {
    kind: 'EMAIL',
    rule: 'At gmail.com and googlemail.com the full stops before the @ are dropped, and a + with all that follows it. The form without this step is what the Ads API asked for before.',
    cases: [
      [
        'cloudy.sanfrancisco+shopping@gmail.com',
        ['cloudysanfrancisco@gmail.com', 'cloudy.sanfrancisco+shopping@gmail.com'],
      ],
      ['J.Doe@GoogleMail.com', ['jdoe@googlemail.com', 'j.doe@googlemail.com']],
      ['jdoe@gmail.com', 'jdoe@gmail.com'],
      ['+@gmail.com', refused('not_an_email')],
    ],
  }),
  ...forEach(['meta', 'tiktok'], {
    kind: 'EMAIL',
    rule: 'Full stops and what follows a + are part of an address, at gmail.com, too.',
    cases: [['cloudy.sanfrancisco+shopping@gmail.com', 'cloudy.sanfrancisco+shopping@gmail.com']],
  }),
];
