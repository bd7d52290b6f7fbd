/**
 * The closed set of kinds of identity keys. The number is stored beside every key, so it never changes;
 * the order of `strength` decides which key of a row wins when several point to different people.
 *
 * Names are those of Meta's schema (Marketing API, customer file custom audiences).
 */
export const keyKinds = {
  EXTERN_ID: { code: 1, strength: 1, hashed: false },
  UID: { code: 2, strength: 2, hashed: false },
  EMAIL: { code: 3, strength: 3, hashed: true },
  PHONE: { code: 4, strength: 4, hashed: true },
  MADID: { code: 5, strength: 5, hashed: false },
  THIRD_PARTY_ID: { code: 6, strength: 6, hashed: false },
  FN_LN_DOB: { code: 20, strength: 20, hashed: true },
  FN_LN_ZIP_COUNTRY: { code: 21, strength: 21, hashed: true },
  FN_LN_ZIP: { code: 22, strength: 22, hashed: true },
  FN_LN_CT_ST: { code: 23, strength: 23, hashed: true },
  /** One hash of several joined values, as in LN_FN_ZIP. The population has no such keys, so it never matches. */
  JOINED: { code: 90, strength: 90, hashed: true },
} as const;

export type KeyKind = keyof typeof keyKinds;

/** Rows that have values beside their only key have the code of its kind and this; all codes are below it. */
export const valuedKind = 100;

const byCode = new Map<number, KeyKind>(
  Object.entries(keyKinds).map(([name, kind]) => [kind.code, name as KeyKind]),
);

/** The kind with this stored code. Throws on a code that was never given out. */
export function keyKindOfCode(code: number): KeyKind {
  const kind = byCode.get(code);
  if (kind === undefined) throw new Error(`no kind of key has the code ${code}`);
  return kind;
}

/** `user_type` of the Audience API: what each line of a single-column file is. */
export const userTypes = {
  email_hash: 'EMAIL',
  phone_hash: 'PHONE',
  fbid: 'UID',
  custom_audience_third_party_id: 'THIRD_PARTY_ID',
  mobile_advertiser_id: 'MADID',
} as const satisfies Record<string, KeyKind>;

export type UserType = keyof typeof userTypes;

/** The code of the kind that lines of a user type are; null where rows have several keys. */
export function kindCodeOf(userType: string | null): number | null {
  return userType !== null && isUserType(userType) ? keyKinds[userTypes[userType]].code : null;
}

export function isUserType(text: string): text is UserType {
  return Object.hasOwn(userTypes, text);
}
