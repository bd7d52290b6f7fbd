import type { Usage } from './usage.ts';

/** A place among the calls that are under way. `end` gives it back, once, however the call ended. */
export interface Turn extends Disposable {
  /** With what the answer told; nothing where there was no answer. */
  end(answer?: TurnAnswer): void;
}

export interface TurnAnswer {
  readonly usage: Usage;
  /** The platform refused because a limit is reached: nothing goes before this. */
  readonly throttledUntilMs?: number;
  /** The server failed: fewer at once for a while. */
  readonly isStrained?: boolean;
}

/** A call of each kind spends something else: only `write` counts for the score of an ad account. */
export type TurnKind = 'read' | 'write';

export interface PaceOptions {
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** Calls under way at once, when budgets allow them. */
  readonly inFlightMax?: number;
  /** What an earlier pace of this account had come to know. What cannot be read is ignored. */
  readonly known?: unknown;
}

/** How long the work would take. */
export interface Forecast {
  /** When the last of these calls would be answered. */
  readonly finishMs: number;
  /** Whether a budget holds it up, or only the platform's speed. */
  readonly isHeld: boolean;
}

/**
 * Whose turn it is among the calls about one ad account. It slows down before a limit, stops at it for as long as the
 * platform says, and goes on by itself. One object for an account and process; several nodes see each other through
 * what the platform answers.
 */
export interface Pace {
  /** Waits until the next call may go, first come first served. Rejects with the signal's reason. */
  turn(kind: TurnKind, signal?: AbortSignal): Promise<Turn>;
  /** How it stands, to be shown. */
  standing(): Standing;
  /** When so many writes, from now on and with nothing else, would be done. */
  forecast(writes: number): Forecast;
  /** What is known of the budgets, as a plain value for JSON, to be handed to the next pace of this account. */
  known(): object;
}

export interface Standing {
  readonly inFlight: number;
  /** The fullest meter, of 100; null before the first answer. */
  readonly percent: number | null;
  /** When the next write may go; null: now. */
  readonly heldUntilMs: number | null;
  /** Whether the platform refused a call because of a limit, and the wait is not over. */
  readonly isThrottled: boolean;
}
