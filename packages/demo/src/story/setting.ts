import type { Options } from '../options.ts';
import type { Directory } from '../server/directory.ts';
import type { Stage } from '../stage.ts';

/** What every part of the demo needs to know. */
export interface Setting {
  readonly stage: Stage;
  readonly options: Options;
  readonly directory: Directory;
  readonly operatorToken: string;
  readonly url: string;
  /** Aborted by Ctrl-C: what is being sent is broken off. */
  readonly stopped: AbortSignal;
}

/** The files of hashed people, in the demo's directory. */
export const fileNames = { spending: 'spending_users.csv', further: 'more_spending_users.csv' } as const;
