import { isKind, type Kind } from '../kind.ts';
import { meaningOf, plainName } from './header-names.ts';

/** What a column of a list holds, told by its name. */
export interface ColumnMeaning {
  readonly kind: Kind;
  /** The name says that its cells are hashes already. */
  readonly hashed: boolean;
}

/**
 * What the name of a column means; null for one that holds no identifier. A list's own `id` is none: the same number
 * is somebody else at whoever matches. Only a column that says so (`extern_id`, `external id`) is one for both.
 */
export function columnMeaning(header: string): ColumnMeaning | null {
  const { roles, hashed } = meaningOf(header);
  const name = plainName(header).replace(/sha256|hashed|hash/g, '');
  if (name === 'fi') return { kind: 'FI', hashed };
  const kind = (roles.find((role) => role !== 'id') ?? '').toUpperCase();
  return isKind(kind) ? { kind, hashed } : null;
}
