/**
 * How a call to a platform ended. `said` is a sentence for people that holds no token and no value of a row. Waiting
 * and parking are no failures: nothing was spent, and nothing is counted against the work.
 */
export type Outcome<T> = Done<T> | NotDone;

export interface Done<T> {
  readonly kind: 'done';
  readonly value: T;
}

export type NotDone = Retry | Unclear | Wait | Reconnect | TermsMissing | Parked | Refused;

/** It was not applied, and may be asked again. */
export interface Retry {
  readonly kind: 'retry';
  readonly said: string;
  /** Not before this; the caller adds patience of its own with every attempt. */
  readonly afterMs: number;
}

/** It may have been applied: the answer was lost, or is none. */
export interface Unclear {
  readonly kind: 'unclear';
  readonly said: string;
  readonly afterMs: number;
}

/** The platform asks for patience. It was not applied. The account's `pace` knows it, too. */
export interface Wait {
  readonly kind: 'wait';
  readonly said: string;
  /** Of the clock that the pace was given. */
  readonly untilMs: number;
}

/** The token no longer opens the account: all of the account pauses until it has another one. */
export interface Reconnect {
  readonly kind: 'reconnect';
  readonly said: string;
}

/** Somebody has to accept terms there: all of the account pauses until then. */
export interface TermsMissing {
  readonly kind: 'terms';
  readonly said: string;
  readonly link: string;
}

/** The audience is too small to take people out of it, or to be the seed of a lookalike: wait until it has grown. */
export interface Parked {
  readonly kind: 'parked';
  readonly said: string;
}

/** It will be refused again. */
export interface Refused {
  readonly kind: 'permanent';
  readonly said: string;
  readonly code: number;
  readonly subcode: number | null;
  /** What else it holds for: this request only, all of its session, or all about this audience. */
  readonly scope: 'request' | 'session' | 'audience';
  /** Whether the reason is that the audience is not there (or not for this token). */
  readonly isMissing: boolean;
}
