import {
  type ColumnMeaning,
  columnMeaning,
  type DateOrder,
  type Kind,
  type Profile,
  takenBy,
} from '@kindred/identity';
import { WrongUsage } from '../failure.ts';

/** What is done with one column. Made of plain values, because workers are told it. */
export interface PlannedColumn {
  /** Place in a row of a delimited file, from 0; the key in an object of NDJSON is `name`. */
  readonly place: number;
  readonly name: string;
  readonly kind: Kind | 'LOOKALIKE_VALUE';
  /** Its cells are hashes already, and are only checked. */
  readonly hashed: boolean;
}

export interface Plan {
  readonly format: 'delimited' | 'ndjson';
  readonly delimiter: string;
  readonly profile: Profile;
  readonly country: string;
  readonly dateOrder: DateOrder;
  readonly columns: readonly PlannedColumn[];
  /** Columns of what is written, in their order: names of Meta's schema. */
  readonly schema: readonly string[];
  /** One hash a line and no header, for this kind alone. */
  readonly only: Kind | null;
}

export interface PlanRequest {
  readonly format: Plan['format'];
  readonly delimiter: string;
  readonly profile: Profile;
  readonly country: string;
  readonly dateOrder: DateOrder;
  readonly only: Kind | null;
  /** Names of columns, or of the keys of the first object. */
  readonly names: readonly string[];
  /** What the caller says of columns by their names; null: leave it out. */
  readonly said: ReadonlyMap<string, ColumnMeaning | null>;
}

/** What is done with which column. Throws WrongUsage where no column would give a key. */
export function planOf(request: PlanRequest): Plan {
  const { names, said, profile, only, ...rest } = request;
  for (const name of said.keys()) {
    if (!names.includes(name)) throw new WrongUsage(`The file has no column "${name}".`);
  }
  const columns = names.flatMap((name, place) => planned(name, place, said, profile));
  const used = only === null ? columns : columns.filter(({ kind }) => kind === only || kind === 'COUNTRY');
  const schema = [...new Set(used.flatMap(({ kind }) => schemaNames(kind, profile)))];
  if (only === null ? schema.length === 0 : !used.some(({ kind }) => kind === only)) {
    throw new WrongUsage(
      'No column is known by its name. Say what they are, for example --column "EMAIL=Contact" (or EMAIL=1 where there is no header).',
    );
  }
  return { ...rest, profile, only, columns: used, schema };
}

/** Whether anything is done with a column of this name, whatever the profile. */
export function isUsed(name: string, said: PlanRequest['said']): boolean {
  return isValue(name) || (said.has(name) ? said.get(name) : columnMeaning(name)) != null;
}

function isValue(name: string): boolean {
  return /^lookalike[ _-]?value$/i.test(name);
}

function planned(
  name: string,
  place: number,
  said: PlanRequest['said'],
  profile: Profile,
): readonly PlannedColumn[] {
  if (isValue(name)) return [{ place, name, kind: 'LOOKALIKE_VALUE', hashed: false }];
  const meaning = said.has(name) ? said.get(name) : columnMeaning(name);
  if (meaning == null) return [];
  // A country tells how others are read, also where the platform does not take it.
  if (takenBy(profile, meaning.kind) === null && meaning.kind !== 'COUNTRY') {
    if (!said.has(name)) return [];
    throw new WrongUsage(`The profile ${profile} does not take ${meaning.kind}.`);
  }
  return [{ place, name, ...meaning }];
}

/** A whole date of birth has no name in Meta's schema: it is written as its parts. */
export function schemaNames(kind: PlannedColumn['kind'], profile: Profile): readonly string[] {
  if (kind === 'DOB' && profile === 'meta') return ['DOBY', 'DOBM', 'DOBD'];
  if (kind === 'COUNTRY' && takenBy(profile, kind) === null) return [];
  return [kind];
}
