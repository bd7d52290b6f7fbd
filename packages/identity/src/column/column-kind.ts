import { isKind, type Kind } from '../kind.ts';
import { meaningOf, plainName } from './header-names.ts';

/** What a column of a list holds, told by its name. */
export interface ColumnMeaning {
  readonly kind: Kind;
  /** The name says that its cells are hashes already. */
  readonly hashed: boolean;
}

/** What the name of a column means; null for one that holds no identifier. `id` is the list's own id of the person. */
export function columnMeaning(header: string): ColumnMeaning | null {
  const { roles, hashed } = meaningOf(header);
  const name = plainName(header).replace(/sha256|hashed|hash/g, '');
  if (name === 'fi') return { kind: 'FI', hashed };
  // `external id` may be the person's id or another one; both are EXTERN_ID.
  const kind = roles[0] === 'id' ? 'EXTERN_ID' : (roles[0] ?? '').toUpperCase();
  return isKind(kind) ? { kind, hashed } : null;
}
