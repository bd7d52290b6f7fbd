import { keyKinds } from '@kindred/contract';
import { personalLetters, soundsOfPhone } from '@kindred/identity';
import type { ColumnParams } from '../../column/index.ts';
import type { Mapping, Role } from '../mapping/role.ts';

/** Where the identifiers stand in the cells of a row. */
function columnParams(mapping: Mapping, placeOf: (name: string, place: number) => number): ColumnParams {
  const places = (role: Role, hashed = false) =>
    mapping.uses[role].filter((use) => use.hashed === hashed).map((use) => placeOf(use.name, use.place));
  const opaque = pairs([
    [keyKinds.EXTERN_ID.code, places('extern_id')],
    [keyKinds.THIRD_PARTY_ID.code, places('third_party_id')],
  ]);
  const hashed = pairs([
    [keyKinds.EMAIL.code, places('email', true)],
    [keyKinds.PHONE.code, places('phone', true)],
  ]);
  return {
    id_column: places('id')[0] ?? 0,
    ...Object.fromEntries(
      (['country', 'email', 'phone', 'madid', 'uid', 'dob', 'gen'] as const).map((role) => [
        `${role}_columns`,
        places(role),
      ]),
    ),
    ...Object.fromEntries(
      (['fn', 'ln', 'zip', 'ct', 'st', 'doby', 'dobm', 'dobd'] as const).flatMap((role) => [
        [`${role}_columns`, places(role)],
        [`${role}_hashed`, places(role, true)],
      ]),
    ),
    phone_features: mapping.features.map((feature) => feature.name).filter(soundsOfPhone),
    opaque_kinds: opaque.kinds,
    opaque_columns: opaque.columns,
    hashed_kinds: hashed.kinds,
    hashed_columns: hashed.columns,
  };
}

/** For rows whose cells stand in the order of the header. */
export function csvParams(mapping: Mapping): ColumnParams {
  const features = mapping.features.toSorted((a, b) => a.place - b.place);
  const places = new Set(features.map((feature) => feature.place));
  return {
    ...columnParams(mapping, (_, place) => place),
    cell_count: mapping.columns.length,
    feature_names: features.map((feature) => feature.name),
    is_feature: mapping.columns.map((_, index) => (places.has(index + 1) ? 1 : 0)),
  };
}

/** For rows that are objects: only the mapped columns become cells. */
export function jsonParams(mapping: Mapping): ColumnParams {
  const features = new Set(mapping.features.map((feature) => feature.name));
  const columns = [...new Set(Object.values(mapping.uses).flatMap((uses) => uses.map((use) => use.name)))];
  return {
    ...columnParams(mapping, (name) => columns.indexOf(name) + 1),
    columns,
    feature_names: [...features],
    other_names: mapping.columns.filter((name) => !features.has(name)),
    personal_names: personalLetters,
  };
}

function pairs(groups: readonly (readonly [number, readonly number[]])[]): {
  readonly kinds: readonly number[];
  readonly columns: readonly number[];
} {
  return {
    kinds: groups.flatMap(([kind, columns]) => columns.map(() => kind)),
    columns: groups.flatMap(([, columns]) => columns),
  };
}
