import { type KeyKind, keyKinds } from '@kindred/contract';
import type { Mapping, Role } from './role.ts';

/** Each of these lists of roles is enough to make the kind of key. */
const needs: Readonly<Record<KeyKind, readonly (readonly Role[])[]>> = {
  EXTERN_ID: [['extern_id']],
  UID: [['uid']],
  EMAIL: [['email']],
  PHONE: [['phone']],
  MADID: [['madid']],
  THIRD_PARTY_ID: [['third_party_id']],
  FN_LN_DOB: [
    ['fn', 'ln', 'dob'],
    ['fn', 'ln', 'doby', 'dobm', 'dobd'],
  ],
  FN_LN_ZIP_COUNTRY: [['fn', 'ln', 'zip', 'country']],
  FN_LN_ZIP: [['fn', 'ln', 'zip']],
  FN_LN_CT_ST: [['fn', 'ln', 'ct', 'st']],
  JOINED: [],
};

/**
 * Kinds of keys that a file speaks about: an import replaces those of its people, and leaves all others.
 * The key that comes from the id itself is no column's word on EXTERN_ID.
 */
export function kindsOf(mapping: Mapping): readonly number[] {
  return (Object.keys(needs) as KeyKind[])
    .filter((kind) => needs[kind].some((roles) => roles.every((role) => mapping.uses[role].length > 0)))
    .map((kind) => keyKinds[kind].code);
}

/** Whether the file has enough for a key of several parts. */
export function hasNames(mapping: Mapping): boolean {
  return mapping.uses.fn.length > 0 && mapping.uses.ln.length > 0;
}
