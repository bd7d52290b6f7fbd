export type { ErrorBody, ErrorCode, ErrorDetails } from './errors.ts';
export { errors } from './errors.ts';
export type { KeyKind, UserType } from './key-kind.ts';
export { isUserType, keyKindOfCode, keyKinds, userTypes } from './key-kind.ts';
export { limits } from './limits.ts';
export type { RejectReason } from './reject.ts';
export { rejectReasonOfCode, rejectReasons, rowCodes } from './reject.ts';
export type { Funnel, Operation, RejectSample, UploadReport, UploadState } from './upload.ts';
export { isOperation, operations } from './upload.ts';
