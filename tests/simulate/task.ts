import type { Operation } from '@kindred/contract';
import type { Random } from '../dev-env/random.ts';
import { type SimulatedFile, simulateFile } from './file.ts';

/** One upload that a client wants done exactly once. */
export interface Task {
  /** Also its Idempotency-Key. */
  readonly key: string;
  /** The audience that it changes; null: it makes one. */
  readonly audienceId: number | null;
  readonly operation: Operation;
  readonly file: SimulatedFile;
  /** The file is sent in this many pieces with pauses between them. */
  readonly pieces: number;
  readonly pauseMs: number;
  /** The client does not try again when the first try got no answer. */
  readonly givesUp: boolean;
}

/** What a client has seen of a task. */
export interface TaskRecord {
  readonly task: Task;
  readonly firstSentMs: number;
  readonly tries: number;
  /** Null: never answered. */
  readonly answer: TaskAnswer | null;
}

export interface TaskAnswer {
  readonly uploadId: number;
  readonly audienceId: number;
  readonly atMs: number;
  /** It was the kept answer to an earlier try. */
  readonly replayed: boolean;
}

let serial = 0;

export function nextTask(random: Random, client: number, audiences: readonly number[]): Task {
  serial += 1;
  const makes = random.chance(0.08);
  const slow = random.chance(0.35);
  return {
    key: `client ${client} task ${serial}`,
    audienceId: makes ? null : random.pick(audiences),
    operation: makes ? 'add' : random.pick(['add', 'add', 'remove', 'remove', 'replace']),
    file: simulateFile(random, serial),
    pieces: slow ? random.integer(2, 8) : 1,
    pauseMs: random.integer(5, 60),
    givesUp: random.chance(0.15),
  };
}
