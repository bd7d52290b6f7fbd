import { type Case, type Family, forEach, refused } from './family.ts';

const devices: readonly Case[] = [
  ['AEBE52E7-03EE-455A-B3C4-E57283966239', 'aebe52e7-03ee-455a-b3c4-e57283966239'],
  [' aebe52e7-03ee-455a-b3c4-e57283966239 ', 'aebe52e7-03ee-455a-b3c4-e57283966239'],
  // Printed as an example of an Apple id, though G and J are no hexadecimal digits and it is too short.
  ['AB1234CD-E123-12FG-J123', refused('not_a_mobile_id')],
  ['aebe52e703ee455ab3c4e57283966239', refused('not_a_mobile_id')],
  ['00000000-0000-0000-0000-000000000000', refused('zero_mobile_id')],
  ['', refused('blank')],
];

export const ids: readonly Family[] = [
  ...forEach(['meta', 'google', 'linkedin'], {
    kind: 'MADID',
    rule: 'Small letters, hyphens kept, not hashed.',
    cases: devices,
  }),
  ...forEach(['snap', 'tiktok', 'pinterest'], {
    kind: 'MADID',
    rule: 'Small letters, hyphens kept, hashed.',
    cases: devices,
  }),
  ...forEach(['meta'], {
    kind: 'UID',
    rule: 'Digits, not hashed.',
    cases: [
      ['100000000001', '100000000001'],
      [' 5 ', '5'],
      ['x5', refused('not_a_numeric_id')],
      ['123456789012345678901', refused('not_a_numeric_id')],
    ],
  }),
  ...(['EXTERN_ID', 'THIRD_PARTY_ID'] as const).flatMap((kind) =>
    forEach(['meta'], {
      kind,
      rule: 'As it is, not hashed; blanks around it are dropped.',
      cases: [
        [' Ab-C ', 'Ab-C'],
        ['crm/17', 'crm/17'],
        ['a\u0007b', refused('id_characters')],
        ['', refused('blank')],
      ],
    }),
  ),
  ...forEach(['google'], { kind: 'EXTERN_ID', rule: 'As it is, not hashed.', cases: [['Ab-C', 'Ab-C']] }),
  ...forEach(['pinterest'], { kind: 'EXTERN_ID', rule: 'As it is, hashed.', cases: [['Ab-C', 'Ab-C']] }),
  ...forEach(['tiktok', 'snap'], {
    kind: 'FN',
    rule: 'The platform does not take names.',
    cases: [['Mary', refused('kind_not_taken')]],
  }),
  ...forEach(['linkedin'], {
    kind: 'PHONE',
    rule: 'The platform does not take telephone numbers.',
    cases: [['+16505551212', refused('kind_not_taken')]],
  }),
];
