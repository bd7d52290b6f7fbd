export type { ColumnMeaning } from './column/column-kind.ts';
export { columnMeaning } from './column/column-kind.ts';
export type { HeaderMeaning } from './column/header-names.ts';
export {
  meaningOf,
  personalLetters,
  personalNames,
  plainName,
  preference,
  soundsOfPhone,
} from './column/header-names.ts';
export type { Role } from './column/role.ts';
export { hashableRoles, isRole, roles } from './column/role.ts';
export { type AddressColumn, AddressLines } from './digest/address-lines.ts';
export { ByteSink } from './digest/byte-sink.ts';
export * from './doctor/index.ts';
export type { Kind } from './kind.ts';
export { isKind, kinds } from './kind.ts';
export { codeOfCountry, countryCodes } from './list/countries.ts';
export { stateCodes } from './list/us-states.ts';
export type { Normalised, NormaliseOptions, Told } from './normalise.ts';
export { hashOfEmpty, normalise, outcomeOf } from './normalise.ts';
export { Plain } from './plain.ts';
export type { Profile } from './profile/profiles.ts';
export { isProfile, profiles, sources, takenBy } from './profile/profiles.ts';
export type { Reason } from './reason.ts';
export { reasons } from './reason.ts';
export type { DateOrder } from './rule/rule.ts';
export { sha256, sha256Now, sha256OfPlain, sha256OfWebCrypto } from './sha256.ts';
export { type Encoding, encodingOf, encodings, RecordDecoder } from './table/decoder.ts';
export {
  cellsOf,
  delimiterOf,
  endOfRecordBytes,
  endOfRecords,
  type RecordRow,
  recordsOf,
} from './table/records.ts';
