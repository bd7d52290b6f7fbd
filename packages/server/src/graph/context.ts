import type { Accounts, Apps, Caller, Tokens } from '../access/index.ts';
import type { Audience, AudienceReader, ShareReader } from '../audience/index.ts';
import type { Control } from '../control/index.ts';
import type { Recent } from '../kernel/recent.ts';
import type { Lookalikes } from '../lookalike/index.ts';
import type { BatchStage, Sessions } from '../stage/index.ts';
import type { ReadingThreads } from './reading/index.ts';
import type { Bearer } from './token.ts';
import type { CallUsage, Meter } from './usage/index.ts';
import { GraphError, type Proof } from './wire/index.ts';

/** What the calls of the Graph API may use. */
export interface GraphContext {
  /** Where callers reach the server; null: by the host that they name. */
  readonly publicUrl: string | null;
  readonly control: Control;
  readonly tokens: Tokens;
  readonly apps: Apps;
  readonly accounts: Accounts;
  readonly audiences: AudienceReader;
  readonly lookalikes: Lookalikes;
  readonly shares: ShareReader;
  readonly batches: BatchStage;
  readonly sessions: Sessions;
  readonly meter: Meter;
  readonly readingThreads: ReadingThreads;
  /** Who called, and which audiences were filled, in the last second. */
  readonly recentCallers: Recent<Bearer>;
  readonly recentAudiences: Recent<Audience>;
  /** Has rows of a deleted audience erased. */
  readonly requestErase: (audienceId: number) => Promise<void>;
  readonly dropSegment: (segment: number) => Promise<void>;
}

/** Who calls, and what for. */
export interface Visit {
  readonly context: GraphContext;
  readonly caller: Caller;
  /** Asked before anything is done on an ad account. */
  readonly usage: CallUsage;
  /** Scheme, host, port and version in front of a path, for `paging.next`. */
  readonly base: string;
  readonly token: string;
  /** What came with the token, for links that are called with both. */
  readonly proof: Proof | null;
}

/** Throws for a token that may only read. */
export function requireWrite(caller: Caller): void {
  if (caller.role !== 'account_read') return;
  throw GraphError.of('token_read_only');
}

/** What is said of an object that is not there, not to be seen, or cannot do this: it must not tell which. */
export function unsupported(method: string, id: string): GraphError {
  return GraphError.of('object_unsupported', { method: method.toLowerCase(), id: id.slice(0, 100) });
}
