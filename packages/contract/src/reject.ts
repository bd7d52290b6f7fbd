/**
 * Why a row of a file was not taken. The code is stored with the staged row; `say` is the sentence that the
 * uploader reads. Codes 0 and 1 are not rejects: 0 is a good row, 1 a blank line.
 */
export const rejectReasons = {
  not_utf8: { code: 2, say: 'The line is not UTF-8 text. Save the file as UTF-8 and send it again.' },
  line_too_long: { code: 3, say: 'The line is longer than 1024 bytes. One line holds one person.' },
  email_not_hashed: {
    code: 4,
    say: 'This is an e-mail address, not a hash: trim it, write it in small letters, and hash it with SHA-256 (`printf %s mary@example.com | sha256sum`).',
  },
  phone_not_hashed: {
    code: 5,
    say: 'This is a phone number, not a hash: leave only its digits, with country code and without leading zeros, and hash it with SHA-256 (`printf %s 393331234567 | sha256sum`).',
  },
  md5_hash: { code: 6, say: 'This has the length of an MD5 hash (32 hex digits). Only SHA-256 is matched.' },
  sha1_hash: {
    code: 7,
    say: 'This has the length of a SHA-1 hash (40 hex digits). Only SHA-256 is matched.',
  },
  base64_hash: {
    code: 8,
    say: 'This looks like a SHA-256 hash in Base64. Write it as 64 hexadecimal digits.',
  },
  hash_length: { code: 9, say: 'Hexadecimal, but not 64 digits long: a SHA-256 hash has exactly 64.' },
  hash_of_empty: {
    code: 10,
    say: 'This is the SHA-256 of the empty string: the value was missing before it was hashed.',
  },
  not_a_hash: {
    code: 11,
    say: 'This is not a SHA-256 hash (64 hexadecimal digits). If it is the header of the file: with user_type a file has none.',
  },
  not_a_mobile_id: {
    code: 12,
    say: 'This is not a mobile advertiser id (8-4-4-4-12 hexadecimal digits, or its SHA-256).',
  },
  zero_mobile_id: {
    code: 13,
    say: 'This is the all-zero advertiser id that a device reports when tracking is off.',
  },
  not_a_numeric_id: { code: 14, say: 'This is not a numeric id.' },
  cell_count: { code: 15, say: 'The row does not have as many cells as the header has columns.' },
  no_key: { code: 16, say: 'No cell of the row holds a key that could match.' },
  bad_value: { code: 17, say: 'LOOKALIKE_VALUE is not a number of zero or more.' },
  id_characters: { code: 18, say: 'The id holds control characters.' },
  extern_id_blank: { code: 19, say: 'EXTERN_ID is among the columns, but the row has none.' },
} as const;

export type RejectReason = keyof typeof rejectReasons;

/** Codes of staged rows that are not rejects. */
export const rowCodes = { good: 0, blank: 1 } as const;

const byCode = new Map<number, RejectReason>(
  Object.entries(rejectReasons).map(([name, reason]) => [reason.code, name as RejectReason]),
);

/** The reason with this stored code. Throws on a code that was never given out. */
export function rejectReasonOfCode(code: number): RejectReason {
  const reason = byCode.get(code);
  if (reason === undefined) throw new Error(`no reason of rejection has the code ${code}`);
  return reason;
}
