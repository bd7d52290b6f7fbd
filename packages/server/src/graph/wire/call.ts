import type { Members } from '../members/members.ts';
import type { Params } from './params.ts';

/** `appsecret_proof`, and `appsecret_time` where it came with one: as sent, not checked. */
export interface Proof {
  readonly text: string;
  readonly time: string | null;
}

export type GraphMethod = 'GET' | 'POST' | 'DELETE';

/** One call of the Graph API, however it came: over HTTP by itself, or as an operation of a batch. */
export interface GraphCall {
  readonly method: GraphMethod;
  /** The words of the path behind the version: `act_1/customaudiences` is `['act_1', 'customaudiences']`. */
  readonly words: readonly string[];
  /** As the caller named it (`v21.0`), or the default one. */
  readonly version: string;
  readonly params: Params;
  /** The people of a body that was read with them; null: they are in its `payload`, if there are any. */
  readonly members: Members | null;
  /** The token of this call; null when none was sent. */
  readonly token: string | null;
  /** That the caller knows the secret of the token's app; null when none was sent. */
  readonly proof: Proof | null;
  /** Scheme, host and port as the client named them, for `paging.next`. */
  readonly origin: string;
}

/** What is answered: a JSON value, and headers beside those that every answer has. */
export interface GraphAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}
