import type { ErrorBody } from '@kindred/contract';

/** Something that a person can be told in a sentence. Everything else that is thrown is a defect. */
export abstract class KindredFailure extends Error {}

/** What was asked for cannot be done as it was asked. */
export class WrongRequest extends KindredFailure {
  override readonly name = 'WrongRequest';
}

/** The server answered with an error. `answered` is what it said; null where it said nothing that is Kindred's. */
export class Refused extends KindredFailure {
  override readonly name = 'Refused';
  readonly status: number;
  readonly answered: ErrorBody['error'] | null;

  constructor(status: number, answered: ErrorBody['error'] | null) {
    super(answered?.message ?? `The server answered with HTTP status ${status} and no reason.`);
    this.status = status;
    this.answered = answered;
  }
}

/** No answer came: nobody listens there, or the connection broke. */
export class Unreachable extends KindredFailure {
  override readonly name = 'Unreachable';
}

/** The answer is not what this API gives. */
export class StrangeAnswer extends KindredFailure {
  override readonly name = 'StrangeAnswer';
}
