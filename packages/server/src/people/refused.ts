import type { ErrorCode, ErrorDetails } from '@kindred/contract';

/**
 * The file or the parameters cannot be used, and the caller can mend it: a row of the error table with its
 * details. `details.problem` is a sentence. Never holds anything of the rows.
 */
export class ImportRefused extends Error {
  override readonly name = 'ImportRefused';
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, problem: string, details: ErrorDetails = {}) {
    super(problem);
    this.code = code;
    this.details = { ...details, problem };
  }
}
