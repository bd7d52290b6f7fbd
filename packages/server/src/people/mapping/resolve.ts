import { type HeaderMeaning, meaningOf, preference } from '@kindred/identity';
import { ImportRefused } from '../refused.ts';
import {
  type ColumnUse,
  type FeatureColumn,
  hashableRoles,
  type Mapping,
  type MappingRequest,
  type Role,
  roles,
} from './role.ts';

/**
 * Decides what each column is taken for: first what the caller named, then what the header says, and all else
 * is a feature. Throws ImportRefused when a named column is not there, or no column is the id.
 */
export function resolveMapping(columns: readonly string[], request: MappingRequest): Mapping {
  const open: OpenMapping = { columns, request, uses: emptyUses(), taken: new Set() };
  takeNamed(open);
  takeRecognised(open);
  const { features, ignored } = sortRest(open);
  if (open.uses.id.length === 0) {
    throw new ImportRefused(
      'parameter_invalid',
      'No column of the file is the id of the person. Name it with the parameter id.',
      { parameter: 'id', columns: columns.map(shown) },
    );
  }
  return { columns, uses: open.uses, features, ignored };
}

interface OpenMapping {
  readonly columns: readonly string[];
  readonly request: MappingRequest;
  readonly uses: Record<Role, ColumnUse[]>;
  /** Places that are used or ignored. */
  readonly taken: Set<number>;
}

function emptyUses(): Record<Role, ColumnUse[]> {
  return Object.fromEntries(roles.map((role) => [role, []])) as unknown as Record<Role, ColumnUse[]>;
}

function takeNamed(open: OpenMapping): void {
  for (const role of roles) {
    for (const place of placesNamed(open.columns, role, open.request.columns[role] ?? []))
      use(open, role, place);
  }
  if (open.uses.id.length > 1) {
    throw new ImportRefused('parameter_invalid', 'A person has one id: name one column.', {
      parameter: 'id',
    });
  }
  for (const place of placesNamed(open.columns, 'ignore', open.request.ignore)) open.taken.add(place);
}

/** Places of the columns that a parameter names; a text that is no column is read as a list with commas. */
function placesNamed(
  columns: readonly string[],
  parameter: string,
  texts: readonly string[],
): readonly number[] {
  const names = texts.flatMap((text) => (placeOf(columns, text) === 0 ? text.split(',') : [text]));
  const wanted = names.map((name) => name.trim()).filter((name) => name !== '');
  const missing = wanted.filter((name) => placeOf(columns, name) === 0);
  if (missing.length > 0) {
    throw new ImportRefused('parameter_invalid', `The file has no column "${missing.join('", "')}".`, {
      parameter,
      columns: columns.map(shown),
    });
  }
  return [...new Set(wanted.map((name) => placeOf(columns, name)))];
}

function placeOf(columns: readonly string[], name: string): number {
  const exact = columns.indexOf(name);
  if (exact !== -1) return exact + 1;
  return columns.findIndex((column) => column.toLowerCase() === name.trim().toLowerCase()) + 1;
}

function use(open: OpenMapping, role: Role, place: number): void {
  const name = open.columns[place - 1] ?? '';
  const hashed = hashableRoles.has(role) && (open.request.hashed || meaningOf(name).hashed);
  open.uses[role].push({ name, place, hashed });
  open.taken.add(place);
}

function takeRecognised(open: OpenMapping): void {
  const meanings = open.columns.map(meaningOf);
  const id = bestId(open, meanings);
  if (id !== null) use(open, 'id', id);
  for (const [index, meaning] of meanings.entries()) {
    if (open.taken.has(index + 1) || meaning.weak) continue;
    const role = meaning.roles.find((each) => each !== 'id' && isFree(open, each));
    if (role !== undefined) use(open, role, index + 1);
  }
}

/** The caller's own word on a role is the last one. */
function isFree(open: OpenMapping, role: Role): boolean {
  return (open.request.columns[role] ?? []).length === 0;
}

function bestId(open: OpenMapping, meanings: readonly HeaderMeaning[]): number | null {
  if (open.uses.id.length > 0) return null;
  const places = meanings
    .map((meaning, index) => ({
      meaning,
      place: index + 1,
      rank: preference('id', open.columns[index] ?? ''),
    }))
    .filter(({ meaning, place }) => meaning.roles.includes('id') && !open.taken.has(place))
    .sort((one, other) => one.rank - other.rank);
  return places[0]?.place ?? null;
}

function sortRest(open: OpenMapping): { readonly features: FeatureColumn[]; readonly ignored: string[] } {
  const features: FeatureColumn[] = [];
  const ignored: string[] = [];
  const used = new Set(Object.values(open.uses).flatMap((uses) => uses.map((each) => each.place)));
  for (const [index, name] of open.columns.entries()) {
    const place = index + 1;
    if (used.has(place)) continue;
    const { weak, personal } = meaningOf(name);
    const repeated = features.some((each) => each.name === name);
    if (open.taken.has(place) || name === '' || weak || personal || repeated) ignored.push(name);
    else features.push({ name, place });
  }
  return { features, ignored };
}

/** A name of a column as it may stand in an error: of a file without a header it would be somebody's value. */
function shown(name: string): string {
  const short = name.slice(0, 48);
  if (!/@|[0-9]{5}|^[0-9a-f]{32,}$/i.test(name)) return short;
  return short.replace(/\p{L}/gu, 'x').replace(/\p{N}/gu, '9');
}
