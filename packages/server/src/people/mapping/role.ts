import type { Role } from '@kindred/identity';

export { hashableRoles, isRole, type Role, roles } from '@kindred/identity';

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
