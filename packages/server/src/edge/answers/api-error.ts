import { type ErrorBody, type ErrorCode, type ErrorDetails, errors } from '@kindred/contract';

/** A refusal with its row in the error table. Details name parameters and limits, never row data. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
  /** Headers that the answer must carry, such as Retry-After. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, details: ErrorDetails = {}, headers: Readonly<Record<string, string>> = {}) {
    super(errors[code].say);
    this.code = code;
    this.details = details;
    this.headers = headers;
  }

  get status(): number {
    return errors[this.code].status;
  }
}

/** `base`: where the caller reached the server, without a slash at the end. */
export function errorBody(error: ApiError, base: string, requestId: string): ErrorBody {
  return {
    error: {
      code: error.code,
      message: error.message,
      details: error.details,
      docs_url: `${base}/docs/errors#${error.code}`,
      request_id: requestId,
    },
  };
}
