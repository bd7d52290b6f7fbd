/** Why a value has no canonical form. A closed table; names are those of the reports of imports where both know them. */
export const reasons = {
  blank: 'There is no value.',
  already_hashed: 'This is a hash already. Send it as it is: hashed twice it matches nobody.',
  hash_of_empty: 'This is the SHA-256 of the empty string: the value was missing before it was hashed.',
  not_a_hash: 'This is not a SHA-256 hash (64 hexadecimal digits), as the column says it is.',
  not_an_email: 'This is not an e-mail address.',
  not_a_phone: 'This is not a telephone number of its country.',
  phone_without_country:
    'The number has no country code, and no country was given. Name the country that such numbers are of.',
  spreadsheet_number:
    'A spreadsheet has rounded this number (1.23E+11), and its digits are lost. Format the column as text and export it again.',
  no_letters: 'No letter is left of this name or place.',
  not_a_gender: 'This does not say male or female in a way that is understood.',
  not_a_date: 'This is not a date of birth, or not a part of one.',
  zip_digits_missing:
    'A US postal code has five digits; a spreadsheet drops zeros in front. Format the column as text and export it again.',
  not_a_zip: 'No letter or digit is left of this postal code.',
  unknown_country:
    'This is not a country: its two or three letters (ISO 3166-1) or its English name are understood.',
  not_a_mobile_id: 'This is not a mobile advertiser id (8-4-4-4-12 hexadecimal digits).',
  zero_mobile_id: 'This is the all-zero advertiser id that a device reports when tracking is off.',
  not_a_numeric_id: 'This is not a numeric id (1 to 20 digits).',
  id_characters: 'The id holds control characters.',
  not_a_value: 'This is not a number of zero or more, with a full stop before its decimals.',
  kind_not_taken: 'The platform of this profile does not take this kind of identifier.',
} as const;

export type Reason = keyof typeof reasons;
