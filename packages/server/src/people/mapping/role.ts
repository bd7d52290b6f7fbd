/** What a column of a population file can be taken for. All other columns are features. */
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

/** One column of the file in a role. */
export interface ColumnUse {
  readonly name: string;
  /** Place in the row, from 1. */
  readonly place: number;
  readonly hashed: boolean;
}

export interface FeatureColumn {
  readonly name: string;
  readonly place: number;
}

/** What every column of a file is taken for. */
export interface Mapping {
  readonly columns: readonly string[];
  readonly uses: Readonly<Record<Role, readonly ColumnUse[]>>;
  readonly features: readonly FeatureColumn[];
  /** Columns of which nothing is kept. */
  readonly ignored: readonly string[];
}

/** What the caller says about the columns; for the roles that are not named the header decides. */
export interface MappingRequest {
  /** Names of columns. One text may name several, parted by commas. */
  readonly columns: Readonly<Partial<Record<Role, readonly string[]>>>;
  readonly ignore: readonly string[];
  /** Identifiers were normalised and hashed before. */
  readonly hashed: boolean;
}
