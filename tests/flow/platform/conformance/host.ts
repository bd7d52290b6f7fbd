import type { Connection, Outcome, Platform, Rows } from '../../../../packages/server/src/platform/index.ts';
import type { CannedAnswer, FaultProxy } from '../../../dev-env/fault-proxy/index.ts';

/**
 * What the conformance suite needs to know of a platform: where there is one to talk to – the real thing, or a server
 * that behaves like it, as a process of its own – and how it says what.
 */
export interface PlatformHost extends AsyncDisposable {
  readonly platform: Platform;
  /** The same, but after two seconds without an answer it gives up. */
  readonly hasty: Platform;
  /** In front of the server; all connections lead through it. */
  readonly proxy: FaultProxy;
  connection(change?: Partial<Connection>): Connection;
  /** Rows that the platform takes, of these people. */
  rows(people: readonly number[]): Rows;
  /** The same with some more in between, at these places, that it refuses one by one. */
  spoiledRows(people: readonly number[], places: readonly number[]): Rows;
  /** How many people there are in an audience once all that was sent is applied, as the platform itself counts. */
  members(audienceId: string): Promise<number>;
  /** How it says each of these. */
  readonly answers: Readonly<Record<Said, CannedAnswer>>;
}

export type Said =
  | 'busy'
  | 'expired'
  | 'failed'
  | 'missing'
  | 'no proof'
  | 'refused'
  | 'seed too small'
  | 'session over'
  | 'terms'
  | 'throttled'
  | 'too small';

export function doneOf<Value>(outcome: Outcome<Value>): Value {
  if (outcome.kind !== 'done') throw new Error(`${outcome.kind}: ${outcome.said}`);
  return outcome.value;
}
