import { byCountry, type Case, type Family, forEach, refused } from './family.ts';

/** States of the US with their codes, as the Postal Service lists them (Publication 28, appendix B). */
const states =
  `Alabama AL|Alaska AK|Arizona AZ|Arkansas AR|California CA|Colorado CO|Connecticut CT|Delaware DE
District of Columbia DC|Florida FL|Georgia GA|Hawaii HI|Idaho ID|Illinois IL|Indiana IN|Iowa IA|Kansas KS|Kentucky KY
Louisiana LA|Maine ME|Maryland MD|Massachusetts MA|Michigan MI|Minnesota MN|Mississippi MS|Missouri MO|Montana MT
Nebraska NE|Nevada NV|New Hampshire NH|New Jersey NJ|New Mexico NM|New York NY|North Carolina NC|North Dakota ND|Ohio OH
Oklahoma OK|Oregon OR|Pennsylvania PA|Puerto Rico PR|Rhode Island RI|South Carolina SC|South Dakota SD|Tennessee TN
Texas TX|Utah UT|Vermont VT|Virginia VA|Washington WA|West Virginia WV|Wisconsin WI|Wyoming WY`
    .split(/[|\n]/)
    .map((line) => [line.slice(0, -3), line.slice(-2).toLowerCase()] as const);

/** Some countries with the three letters of ISO 3166-1 and their English names. */
const countries =
  `at AUT Austria|au AUS Australia|be BEL Belgium|br BRA Brazil|ca CAN Canada|ch CHE Switzerland|cn CHN China
cz CZE Czechia|de DEU Germany|dk DNK Denmark|es ESP Spain|fi FIN Finland|fr FRA France|gb GBR United Kingdom|gr GRC Greece
hu HUN Hungary|ie IRL Ireland|in IND India|it ITA Italy|jp JPN Japan|kr KOR South Korea|mx MEX Mexico|nl NLD Netherlands
no NOR Norway|nz NZL New Zealand|pl POL Poland|pt PRT Portugal|ro ROU Romania|se SWE Sweden|us USA United States
za ZAF South Africa`
    .split(/[|\n]/)
    .map((line) => [line.slice(0, 2), line.slice(3, 6), line.slice(7)] as const);

const countryCases: readonly Case[] = [
  ...countries.flatMap(([two, three, name]): Case[] => [
    [two.toUpperCase(), two],
    [three, two],
    [name, two],
  ]),
  ['us', 'us', '79adb2a2fce5c6ba215fe5f27f532d4e7edbac4b6a5e09e1ef3a08084a904621'],
  ['ca', 'ca', '6959097001d10501ac7d54c0bdb8db61420f658f2922cc26e46d536119a31126'],
  ['U.S.A.', 'us'],
  ['UK', 'gb'],
  ['Atlantis', refused('unknown_country')],
  ['', refused('blank')],
];

const upper: readonly Case[] = [
  ['us', 'US'],
  ['USA', 'US'],
  ['Germany', 'DE'],
  ['UK', 'GB'],
  ['Atlantis', refused('unknown_country')],
];

export const places: readonly Family[] = [
  ...byCountry(
    {
      profile: 'meta',
      kind: 'ST',
      rule: 'Of the US the two letters, small, also where the name is written; elsewhere small letters without punctuation and blanks. Without a country the name of a US state is one.',
    },
    {
      US: [
        ...states.map(([name, code]): Case => [name, code]),
        ...states.map(([, code]): Case => [code.toUpperCase(), code]),
        ['N.Y.', 'ny'],
        [' california ', 'ca'],
      ],
      none: [
        ['New York', 'ny'],
        ['California', 'ca'],
        ['Bayern', 'bayern'],
        ['12', refused('no_letters')],
      ],
      DE: [
        ['Baden-Württemberg', ['badenwürttemberg', 'badenwurttemberg', 'badenwrttemberg']],
        ['Nordrhein-Westfalen', 'nordrheinwestfalen'],
      ],
      BR: [['São Paulo', ['sãopaulo', 'saopaulo', 'sopaulo']]],
      GE: [['Georgia', 'georgia']],
      CA: [['Québec', ['québec', 'quebec', 'qubec']]],
      JP: [['東京都', '東京都']],
    },
  ),
  ...byCountry(
    {
      profile: 'meta',
      kind: 'ZIP',
      rule: 'Small letters, no blanks; of the US the first five digits; of the UK area, district and sector. Clients also hash the whole UK code, and codes of other countries without the hyphen or what follows it.',
    },
    {
      none: [
        ['94035-1234', '94035'],
        ['94035', '94035'],
        ['M1 1AE', ['m11', 'm11ae']],
        ['', refused('blank')],
        ['-', refused('not_a_zip')],
      ],
      US: [
        ['94035', '94035'],
        ['94035-1234', '94035'],
        ['940351234', '94035'],
        [' 02139 ', '02139'],
        ['2139', refused('zip_digits_missing')],
        ['501', refused('zip_digits_missing')],
        ['M1 1AE', refused('not_a_zip')],
      ],
      // The six forms of BS 7666, and one with three letters.
      GB: [
        ['M1 1AE', ['m11', 'm11ae']],
        ['B33 8TH', ['b338', 'b338th']],
        ['CR2 6XH', ['cr26', 'cr26xh']],
        ['DN55 1PT', ['dn551', 'dn551pt']],
        ['W1A 1HQ', ['w1a1', 'w1a1hq']],
        ['EC1A 1BB', ['ec1a1', 'ec1a1bb']],
        ['GIR 0AA', ['gir0', 'gir0aa']],
        ['sw1a1aa', ['sw1a1', 'sw1a1aa']],
        ['M1', 'm1'],
      ],
      CA: [['K1A 0B1', 'k1a0b1']],
      NL: [['1012 AB', '1012ab']],
      DE: [['01067', '01067']],
      PL: [['00-950', ['00-950', '00950', '00']]],
      PT: [['1000-001', ['1000-001', '1000001', '1000']]],
      JP: [['１００-０００１', ['100-0001', '1000001', '100']]],
    },
  ),
  ...forEach(['meta'], {
    kind: 'COUNTRY',
    rule: 'The two letters of ISO 3166-1, small.',
    cases: countryCases,
  }),
  ...forEach(['pinterest'], {
    kind: 'COUNTRY',
    rule: 'The two letters of ISO 3166-1, small.',
    cases: countryCases.slice(-6),
  }),
  ...forEach(['google', 'linkedin'], {
    kind: 'COUNTRY',
    rule: 'The two letters of ISO 3166-1, not hashed.',
    cases: upper,
  }),
  ...byCountry(
    {
      profile: 'google',
      kind: 'ZIP',
      rule: 'Not hashed; of the US five digits, or five and four.',
    },
    {
      US: [
        ['94035', '94035'],
        ['94035-1234', '94035-1234'],
        ['2139', refused('zip_digits_missing')],
      ],
      GB: [['wc2h  8lg', 'WC2H 8LG']],
    },
  ),
  ...forEach(['pinterest'], {
    kind: 'ZIP',
    rule: 'Only digits.',
    cases: [
      ['94035', '94035'],
      ['94035-1234', '940351234'],
      ['D-01067', '01067'],
      ['none', refused('not_a_zip')],
    ],
  }),
  ...forEach(['pinterest'], {
    kind: 'ST',
    rule: 'The two letters, small.',
    options: { country: 'US' },
    cases: [
      ['California', 'ca'],
      ['NY', 'ny'],
    ],
  }),
];
