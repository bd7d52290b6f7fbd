export type { Calls } from './api/calls.ts';
export { callPlaces } from './api/calls.ts';
export type * from './api/schemas.ts';
export type { ErrorBody, ErrorCode, ErrorDetails } from './errors.ts';
export { errors } from './errors.ts';
export type { GraphErrorKey, GraphErrorRow, GraphErrorValues } from './graph-errors/index.ts';
export { graphErrors } from './graph-errors/index.ts';
export type { ImportReject } from './import-reject.ts';
export { importRejects } from './import-reject.ts';
export type { KeyKind, UserType } from './key-kind.ts';
export { isUserType, keyKindOfCode, keyKinds, kindCodeOf, userTypes, valuedKind } from './key-kind.ts';
export { limits } from './limits.ts';
export type { RejectReason } from './reject.ts';
export { rejectReasonOfCode, rejectReasons, rowCodes } from './reject.ts';
export { type RelayReport, type RelayState, relayStates } from './relay.ts';
export type {
  Funnel,
  Operation,
  RejectSample,
  SessionOperation,
  UploadReport,
  UploadState,
} from './upload.ts';
export { isOperation, operations } from './upload.ts';
