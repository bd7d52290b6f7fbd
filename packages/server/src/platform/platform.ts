import type { Outcome } from './outcome.ts';
import type { Pace, Turn } from './pace/index.ts';

/**
 * Where the audiences of an ad account live when they do not live here. One implementation a folder, `meta` first;
 * nothing outside of that folder knows which it is. A platform stores nothing and starts nothing by itself: every
 * method is one or a few calls, whose end is a value (`Outcome`), never an exception, unless the signal was raised.
 */
export interface Platform {
  readonly name: PlatformName;
  readonly traits: PlatformTraits;
  /** How rows with these columns are written for the platform, or a sentence that says why they cannot be. */
  layoutOf(columns: readonly string[], options: LayoutOptions): Layout | Unfit;
  /** Token, permissions, terms and version: what is there, what is missing and what to do about it. */
  check(connection: Connection, options?: CallOptions): Promise<readonly Finding[]>;
  createAudience(
    connection: Connection,
    wish: AudienceWish,
    options?: CallOptions,
  ): Promise<Outcome<Created>>;
  createLookalike(
    connection: Connection,
    wish: LookalikeWish,
    options?: CallOptions,
  ): Promise<Outcome<Created>>;
  updateAudience(
    connection: Connection,
    audienceId: string,
    change: AudienceChange,
    options?: CallOptions,
  ): Promise<Outcome<null>>;
  /** An audience that is not there any more is deleted: that is `done`, too. */
  deleteAudience(connection: Connection, audienceId: string, options?: CallOptions): Promise<Outcome<null>>;
  /** Those that are there, in no order. Who is missing is missing at the platform. At most `idsPerReadMax` at once. */
  readAudiences(
    connection: Connection,
    audienceIds: readonly string[],
    options?: CallOptions,
  ): Promise<Outcome<readonly RemoteAudience[]>>;
  /** All audiences of the ad account that have this name: finds what a lost answer of a creation left behind. */
  findAudiences(
    connection: Connection,
    name: string,
    options?: CallOptions,
  ): Promise<Outcome<readonly RemoteAudience[]>>;
  send(connection: Connection, batch: Batch, options?: CallOptions): Promise<Outcome<BatchAnswer>>;
  /** What the platform has counted of a session; null where it does not know it. */
  session(
    connection: Connection,
    audienceId: string,
    sessionId: string,
    options?: CallOptions,
  ): Promise<Outcome<SessionCounts | null>>;
  /** Takes people out of every audience of the ad account. */
  forget(connection: Connection, rows: Rows, options?: CallOptions): Promise<Outcome<Receipt>>;
  /** Gives back sockets. */
  close(): void;
}

export type PlatformName = 'meta';

/** What is true of a platform whatever the account. */
export interface PlatformTraits {
  /** Rows of one batch. */
  readonly rowsPerBatchMax: number;
  /** Bytes of `Rows.body`. */
  readonly bodyBytesMax: number;
  readonly idsPerReadMax: number;
  /** How long a replace may take from the begin of its first batch to the end of its last one. */
  readonly replaceWindowMs: number;
  /** Members above which an audience cannot be replaced. */
  readonly replaceMembersMax: number;
  /** The first batch of a replace must be answered before the others go; the last of any session goes alone. */
  readonly replaceBeginsAlone: boolean;
  /** Where the API is, unless the account says otherwise. */
  readonly url: string;
  readonly version: string;
}

/** How to reach one ad account. Never logged as a whole: it holds secrets. */
export interface Connection {
  /** The ad account there; of Meta without `act_`. */
  readonly accountId: string;
  /** Scheme, host and port, as `connectionProblem` allows them. */
  readonly url: string;
  readonly version: string;
  readonly token: string;
  /** Of the token's app, for a proof with each call; null sends none. */
  readonly appSecret: string | null;
  /** Of this ad account: the same object for all calls about it in this process. */
  readonly pace: Pace;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** A turn that the caller has taken already (`pace.turn`), for one call. Without it the call waits for its own. */
  readonly turn?: Turn;
}

export interface LayoutOptions {
  /** Whether rows have a value that the audience should learn from. */
  readonly hasValue: boolean;
}

/** How rows are written: each as a JSON array of these columns in this order, or as its only cell when `isSingleKey`. */
export interface Layout {
  /** As the platform calls them, in the order of `columns`. */
  readonly schema: readonly string[];
  /** Those of the given columns that are sent, in the order of cells. Others are left out, and `leftOut` names them. */
  readonly columns: readonly string[];
  readonly leftOut: readonly string[];
  readonly isSingleKey: boolean;
}

export interface Unfit {
  readonly unfit: string;
}

/** One thing that was looked at by `check`. */
export interface Finding {
  readonly topic: 'reach' | 'token' | 'proof' | 'permission' | 'account' | 'terms' | 'version' | 'limits';
  /** `unknown`: the platform does not tell. */
  readonly state: 'good' | 'missing' | 'unknown';
  /** A sentence; where something is missing it says what to do. */
  readonly said: string;
  readonly link?: string;
}

export interface AudienceWish {
  readonly name: string;
  readonly description: string | null;
  readonly optOutLink: string | null;
  readonly isValueBased: boolean;
  /** Where the list comes from (`customer_file_source`); null: from the people themselves. */
  readonly fileSource: FileSource | null;
}

export type FileSource = 'USER_PROVIDED_ONLY' | 'PARTNER_PROVIDED_ONLY' | 'BOTH_USER_AND_PARTNER_PROVIDED';

export interface LookalikeWish {
  readonly name: string;
  readonly description: string | null;
  readonly seedId: string;
  /** `lookalike_spec` as Meta has it; it was read and checked before. */
  readonly spec: Readonly<Record<string, unknown>>;
}

/** What is undefined stays as it is. */
export interface AudienceChange {
  readonly name?: string;
  readonly description?: string;
  readonly optOutLink?: string;
}

export interface Created {
  readonly audienceId: string;
}

export interface RemoteAudience {
  readonly audienceId: string;
  readonly name: string;
  readonly subtype: string;
  /** What it is doing: code and text of the platform. 0: not told. */
  readonly operation: RemoteStatus;
  /** Whether it can be used. */
  readonly delivery: RemoteStatus;
  /** Null: not told, or not known yet. */
  readonly size: { readonly lower: number; readonly upper: number } | null;
  readonly isReplacing: boolean;
  /** Seconds since 1970. */
  readonly createdSeconds: number | null;
  readonly contentChangedSeconds: number | null;
  readonly lookalikeIds: readonly string[];
}

export interface RemoteStatus {
  readonly code: number;
  readonly text: string;
}

/** Rows as the column store wrote them. */
export interface Rows {
  readonly schema: readonly string[];
  readonly isSingleKey: boolean;
  /** The JSON text of the list of rows (`data`), as `Layout` says; it is sent as it is. */
  readonly body: Buffer;
  readonly rowCount: number;
}

/** At most `rowsPerBatchMax` rows. */
export interface Batch extends Rows {
  readonly audienceId: string;
  readonly operation: 'add' | 'remove' | 'replace';
  readonly session: BatchSession;
}

export interface BatchSession {
  /** 1 to 2^63 − 1 in decimal digits, used once in the ad account. */
  readonly id: string;
  /** From 1 on, each once; a replace begins with 1. */
  readonly seq: number;
  readonly isLast: boolean;
  readonly estimatedTotal: number;
}

/** What the platform says of the rows of one request. */
export interface Receipt {
  /** Rows of this request that arrived, as far as the platform tells them apart from earlier ones. */
  readonly received: number;
  /**
   * Rows of this request that were refused; null where the platform only tells the sum of the session and this request
   * was not alone in it (then `total` has it).
   */
  readonly invalid: number | null;
  readonly samples: readonly Sample[];
  /** Refused rows of this request without a sample: `invalid` less the rows that samples stand for; 0 where that is null. */
  readonly unnamed: number;
}

export interface BatchAnswer extends Receipt {
  /** Sums of the session so far, where the platform gave these instead of the numbers of the request. */
  readonly total: { readonly received: number; readonly invalid: number } | null;
}

/** A refused row. Its reason holds no value of the row. */
export interface Sample {
  /** Place in `body`, from 0; null where the row that is meant was not found in it. */
  readonly rowIndex: number | null;
  readonly reason: string;
}

export interface SessionCounts {
  readonly received: number;
  readonly invalid: number;
  /** Null: not told. */
  readonly matched: number | null;
  readonly stage: 'receiving' | 'processing' | 'finished' | 'failed' | 'timed out' | 'unknown';
}
