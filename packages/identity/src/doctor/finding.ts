/**
 * What can be wrong with a file. A closed table. `error`: people are lost, or are sent who were not meant.
 * `note`: worth to know, and no reason to stop.
 */
export const findings = {
  empty_file: { severity: 'error', say: 'The file has no rows.' },
  utf16: {
    severity: 'error',
    say: 'The file is UTF-16, as Excel writes "Unicode text". Save it as "CSV UTF-8".',
  },
  not_utf8: {
    severity: 'error',
    say: 'Some letters are not UTF-8: the file is probably Latin-1 or Windows-1252. Save it as UTF-8, or names with accents match nobody.',
  },
  wrong_delimiter: {
    severity: 'error',
    say: 'The header and these rows are parted by different characters. Use the same one for all: comma, semicolon, tab or bar.',
  },
  header_missing: {
    severity: 'error',
    say: 'The first row holds values, and a file of several columns must begin with their names (EMAIL, PHONE, …).',
  },
  header_in_list: {
    severity: 'note',
    say: 'The first line is the name of a column. Sent with user_type it is one more line that is refused; `kindred hash` understands it.',
  },
  cell_count: { severity: 'error', say: 'These rows have more or fewer cells than the header has columns.' },
  columns_shifted: {
    severity: 'error',
    say: 'In these rows the cells stand one column beside their own. A cell is missing, or a delimiter stands in one without quotes.',
  },
  not_hashed: {
    severity: 'error',
    say: 'Plain values stand among the hashes. Hash them with `kindred hash`, and do not send them as they are.',
  },
  already_hashed: {
    severity: 'error',
    say: 'Hashes stand in a column of plain values. Hashed again they match nobody: give them a column of their own.',
  },
  hash_of_empty: {
    severity: 'error',
    say: 'This is the SHA-256 of the empty string: the value was missing before it was hashed. Leave such cells blank.',
  },
  md5: {
    severity: 'error',
    say: 'These are MD5 hashes. Only SHA-256 is matched; hash the plain values anew.',
  },
  sha1: {
    severity: 'error',
    say: 'These are SHA-1 hashes. Only SHA-256 is matched; hash the plain values anew.',
  },
  base64: { severity: 'error', say: 'These hashes are in Base64. Write them as 64 hexadecimal digits.' },
  hash_length: {
    severity: 'error',
    say: 'These are hexadecimal, but no SHA-256: that has exactly 64 digits. Was the column cut off?',
  },
  upper_case_hex: {
    severity: 'note',
    say: 'These hashes are in capitals. Kindred reads them; platforms ask for small letters and some match nothing else.',
  },
  phone_sign: {
    severity: 'note',
    say: 'These numbers keep their + or 00. `kindred hash` knows what it means; hashed as they stand they match nobody.',
  },
  spreadsheet_number: {
    severity: 'error',
    say: 'A spreadsheet has rounded these numbers (1.23E+11), and their digits are lost. Format the column as text and export it again.',
  },
  unfit: { severity: 'error', say: 'These cells are not what the name of their column says.' },
  constant_column: { severity: 'error', say: 'Every row has the same value in this column.' },
  many_repeats: {
    severity: 'error',
    say: 'More than one in five values of this column was said before. Was it filled down, or the file joined with itself?',
  },
  hashed_twice: {
    severity: 'error',
    say: 'A test value of yours is here hashed twice: something hashes values that are hashed already.',
  },
  hash_of_untrimmed: {
    severity: 'error',
    say: 'A test value of yours was hashed with a blank, quote or line end around it. Trim values before they are hashed.',
  },
  hash_of_capitals: {
    severity: 'error',
    say: 'A test value of yours was hashed with capitals. Write values in small letters before they are hashed.',
  },
  hash_of_signed_phone: {
    severity: 'error',
    say: 'A test number of yours was hashed with its + or 00, or with blanks and hyphens. Leave only digits before hashing.',
  },
  hash_of_national_phone: {
    severity: 'error',
    say: 'A test number of yours was hashed without its country code. Add it before hashing.',
  },
} as const satisfies Readonly<Record<string, { readonly severity: 'error' | 'note'; readonly say: string }>>;

export type FindingCode = keyof typeof findings;

/** One thing that was found. Never holds a value of the file. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: 'error' | 'note';
  readonly say: string;
  /** Name of the column; null for the file as a whole. */
  readonly column: string | null;
  /** Cells or rows that are so. */
  readonly count: number;
  /** The first line that is so, counted from 1; null where no line can be named. */
  readonly line: number | null;
}

export function finding(
  code: FindingCode,
  column: string | null,
  count: number,
  line: number | null,
): Finding {
  const { severity, say } = findings[code];
  return { code, severity, say, column, count, line };
}
