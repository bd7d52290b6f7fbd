/**
 * Why something of a population file was not taken. The code is stored with the staged row; `say` is the
 * sentence for the operator. `of: 'row'`: the person was not taken. `of: 'identifier'`: the person was, without it.
 */
export const importRejects = {
  not_utf8: { code: 3, of: 'row', say: 'The row is not UTF-8 text. Save the file as UTF-8.' },
  line_too_long: { code: 4, of: 'row', say: 'The row is longer than 64 KiB.' },
  not_json: { code: 5, of: 'row', say: 'The line is not a JSON object.' },
  bad_quotes: {
    code: 6,
    of: 'row',
    say: 'A quote in the row does not close. Double the quotes within cells.',
  },
  cell_count: { code: 7, of: 'row', say: 'The row has more cells than the header has columns.' },
  no_id: { code: 10, of: 'row', say: 'The row has no id, so it cannot be told who it is about.' },
  id_too_long: { code: 11, of: 'row', say: 'The id is longer than 256 bytes.' },
  id_characters: { code: 12, of: 'row', say: 'The id holds control characters.' },
  id_is_email: {
    code: 13,
    of: 'row',
    say: 'The id is an e-mail address. Ids are stored as they are: use an id of your own, or the hash of the address.',
  },
  not_an_email: { code: 20, of: 'identifier', say: 'This is not an e-mail address.' },
  already_hashed: {
    code: 21,
    of: 'identifier',
    say: 'This is a hash already. Import files of hashed identifiers with hashed=true.',
  },
  not_a_phone: {
    code: 22,
    of: 'identifier',
    say: 'This is not a phone number of the country of the person.',
  },
  phone_without_country: {
    code: 23,
    of: 'identifier',
    say: 'The number has no country code and the person no country. Give phone_country, or a country column.',
  },
  not_a_mobile_id: {
    code: 24,
    of: 'identifier',
    say: 'This is not a mobile advertiser id (8-4-4-4-12 hexadecimal digits, or its SHA-256).',
  },
  zero_mobile_id: {
    code: 25,
    of: 'identifier',
    say: 'This is the all-zero advertiser id that a device reports when tracking is off.',
  },
  not_a_numeric_id: { code: 26, of: 'identifier', say: 'This is not a numeric id.' },
  not_a_hash: { code: 27, of: 'identifier', say: 'This is not a SHA-256 hash (64 hexadecimal digits).' },
  unknown_country: {
    code: 30,
    of: 'identifier',
    say: 'This is not a country: its two or three letters (ISO 3166-1) or its English name are understood.',
  },
  email_as_feature: {
    code: 31,
    of: 'identifier',
    say: 'This column is no identifier, but the cell is an e-mail address: it was dropped. Map or ignore the column.',
  },
  phone_as_feature: {
    code: 33,
    of: 'identifier',
    say: 'This column is no identifier, but the cell looks like a telephone number: it was dropped. Map or ignore the column.',
  },
  not_a_date: { code: 32, of: 'identifier', say: 'This is not a date of birth, or not a part of one.' },
} as const;

export type ImportReject = keyof typeof importRejects;
