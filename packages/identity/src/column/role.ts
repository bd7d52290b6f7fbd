/** What a column of a file of people can be taken for, with the names that parameters have. */
export const roles = [
  'id',
  'country',
  'email',
  'phone',
  'madid',
  'uid',
  'extern_id',
  'third_party_id',
  'fn',
  'ln',
  'zip',
  'ct',
  'st',
  'dob',
  'doby',
  'dobm',
  'dobd',
  'gen',
] as const;

export type Role = (typeof roles)[number];

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text);
}

/**
 * Roles whose cells may be SHA-256 already, when the mapping says so. Of the others, id, extern_id and
 * third_party_id are taken as they stand; country, madid, uid and gen are told apart cell by cell.
 */
export const hashableRoles: ReadonlySet<Role> = new Set<Role>([
  'email',
  'phone',
  'fn',
  'ln',
  'zip',
  'ct',
  'st',
  'doby',
  'dobm',
  'dobd',
]);
