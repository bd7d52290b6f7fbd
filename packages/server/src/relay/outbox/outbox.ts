import type { Operation } from '@kindred/contract';
import type { Control, SqlRow, Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { Layout } from '../../platform/index.ts';
import type { BatchOperation } from '../packing/index.ts';

const statement = sqlIn(import.meta.url);

/** What one upload, or one opt-out, has to bring to an ad account at a platform. */
export interface Relay {
  readonly id: number;
  readonly adAccountId: number;
  /** Null for an opt-out, which is for all audiences of the account. */
  readonly audienceId: number | null;
  readonly state: 'staged' | 'sending' | 'parked' | 'ended';
  readonly schema: readonly string[];
  readonly isSingleKey: boolean;
  /** Under which its staged values are sealed; null once they are packed. */
  readonly sealedKey: string | null;
  /** The newest opt-out that kept rows out when it was packed. */
  readonly gate: number;
  readonly sessionsBegun: number;
}

/** The relay of an upload. */
export interface UploadRelay extends Relay {
  readonly audienceId: number;
  readonly uploadId: number;
  readonly operation: Operation;
  readonly segment: number;
  readonly goodRows: number;
  readonly userType: string | null;
  /** The first line of its file named the columns. */
  readonly hasHeader: boolean;
  /** How often it could not be packed. */
  readonly attempts: number;
}

export interface RelayRow extends SqlRow {
  readonly id: number;
  readonly ad_account_id: number;
  readonly audience_id: number;
  readonly upload_id: number;
  readonly state: Relay['state'];
  readonly schema_names: readonly string[];
  readonly is_single_key: boolean;
  readonly sealed_key: string | null;
  readonly gate: number;
  readonly sessions_begun: number;
  readonly operation: Operation;
  readonly segment: number;
  readonly good_rows: number;
  readonly user_type: string | null;
  readonly has_header: boolean;
  readonly attempts: number;
}

/** A batch that has no verdict yet. */
export interface OpenBatch {
  readonly seq: number;
  readonly phase: number;
  readonly operation: BatchOperation;
  readonly rows: number;
  readonly state: 'waiting' | 'sending' | 'unclear' | 'parked';
  readonly sealedKey: string;
  readonly sessionId: string | null;
  readonly attempts: number;
  readonly sentAt: Date | null;
  readonly withheld: number;
}

interface BatchRow extends SqlRow {
  readonly seq: number;
  readonly phase: number;
  readonly operation: BatchOperation;
  readonly row_count: number;
  readonly state: OpenBatch['state'];
  readonly sealed_key: string;
  readonly session_id: string | null;
  readonly attempts: number;
  readonly sent_at: Date | null;
  readonly withheld: number;
}

/** What the platform said of a batch that it took. */
export interface Verdict {
  readonly invalid: number | null;
  readonly unnamed: number;
  readonly total: { readonly received: number; readonly invalid: number } | null;
  /** Rows that were not sent, because their people opted out meanwhile. */
  readonly withheld: number;
  /** line 0: the platform did not say which row it meant. */
  readonly samples: readonly { readonly line: number; readonly reason: string }[];
}

/** What of it is for whom. */
export interface NewRelay {
  readonly adAccountId: number;
  readonly audienceId: number | null;
  readonly uploadId: number | null;
  readonly optOutId: number | null;
  readonly layout: Layout;
  readonly sealedKey: string;
}

/** The record of everything that has to be sent, in the control store: one verdict a batch. */
export class Outbox {
  readonly #control: Control;

  constructor(control: Control) {
    this.#control = control;
  }

  /** In the transaction that makes the upload count. Null when there is one already. */
  async insert(tx: Statements, relay: NewRelay): Promise<number | null> {
    const [row] = await tx.query<{ id: number }>(statement('insert-relay'), [
      relay.adAccountId,
      relay.audienceId,
      relay.uploadId,
      relay.optOutId,
      relay.layout.schema,
      relay.layout.isSingleKey,
      relay.sealedKey,
    ]);
    return row?.id ?? null;
  }

  async next(audienceId: number): Promise<UploadRelay | null> {
    const [row] = await this.#control.query<RelayRow>(statement('next-relay'), [audienceId]);
    return row === undefined ? null : relayOf(row);
  }

  /** Those of which something may be tried again. */
  async parked(audienceId: number): Promise<readonly UploadRelay[]> {
    return (await this.#control.query<RelayRow>(statement('parked-relays'), [audienceId])).map(relayOf);
  }

  /** In the order in which they go. */
  async open(relayId: number): Promise<readonly OpenBatch[]> {
    return (await this.#control.query<BatchRow>(statement('open-batches'), [relayId])).map(batchOf);
  }

  async recover(relayId: number): Promise<void> {
    await this.#control.query(statement('recover-sending'), [relayId]);
  }

  /** Removals that wait for their audience to grow. What has waited as long again as before may be tried; gives when the next will. */
  unparkDue(audienceId: number): Promise<Date | null> {
    return this.#unparkDue('parked-of-audience', audienceId);
  }

  /** The same of opt-outs that an ad account could not take yet. */
  unparkOptOutsDue(adAccountId: number): Promise<Date | null> {
    return this.#unparkDue('parked-opt-outs', adAccountId);
  }

  /** Whether a mirror was brought there after this relay: then the audience is what mirrors have brought. */
  async isMirroredSince(audienceId: number, relayId: number): Promise<boolean> {
    return (await this.#control.query(statement('mirrored-since'), [audienceId, relayId])).length > 0;
  }

  /** What found the audience too small may be tried again. */
  async unpark(audienceId: number): Promise<void> {
    await this.#control.query(statement('unpark'), [audienceId]);
  }

  /** Before the request goes. False when the relay was ended meanwhile. */
  async markSending(relayId: number, seq: number, sessionId: string): Promise<boolean> {
    return (await this.#control.query(statement('mark-sending'), [relayId, seq, sessionId])).length > 0;
  }

  /** Nobody knows whether it arrived. */
  async markUnclear(relayId: number, seq: number, said: string): Promise<void> {
    await this.#control.query(statement('mark-back'), [relayId, seq, 'unclear', said, false, false]);
  }

  /** It did not arrive, or may go again. */
  async markWaiting(
    relayId: number,
    seq: number,
    said: string | null,
    how: { readonly spared: boolean; readonly resent: boolean },
  ): Promise<void> {
    const values = [relayId, seq, 'waiting', said, how.spared, how.resent];
    await this.#control.query(statement('mark-back'), values);
  }

  async acknowledge(relayId: number, seq: number, verdict: Verdict): Promise<void> {
    await this.#control.transaction(async (tx) => {
      await tx.query(statement('acknowledge'), [
        relayId,
        seq,
        verdict.invalid,
        verdict.unnamed,
        verdict.total?.received ?? null,
        verdict.total?.invalid ?? null,
        verdict.withheld,
      ]);
      if (verdict.samples.length === 0) return;
      await tx.query(statement('write-samples'), [
        relayId,
        verdict.samples.map(({ line }) => line),
        verdict.samples.map(({ reason }) => reason),
      ]);
    });
  }

  /** It will be refused again. `seq` null: all that has no verdict yet. */
  async setAside(relayId: number, seq: number | null, said: string, code: number | null): Promise<void> {
    await this.#control.query(statement('set-aside'), [relayId, seq, code, said]);
  }

  /** The audience is too small for a removal: this batch waits until it has grown, and all that would follow. */
  async park(relayId: number, seq: number, said: string): Promise<void> {
    await this.#control.query(statement('park'), [relayId, seq, said]);
  }

  async restart(relayId: number): Promise<void> {
    await this.#control.query(statement('restart-batches'), [relayId]);
  }

  /** Counts one more session; gives how many there were. */
  async beginSession(relayId: number): Promise<number> {
    const [row] = await this.#control.query<{ sessions_begun: number }>(statement('begin-session'), [
      relayId,
    ]);
    return row?.sessions_begun ?? 1;
  }

  /** What is known of a session; null: something of it may have arrived that is not known. */
  async rowsOfSession(relayId: number, sessionId: string): Promise<number | null> {
    const [row] = await this.#control.query<{ row_count: number; is_whole: boolean }>(
      statement('session-rows'),
      [relayId, sessionId],
    );
    return row?.is_whole === true ? row.row_count : null;
  }

  async #unparkDue(parked: string, ofId: number): Promise<Date | null> {
    const text = statement('unpark-due', { parked: statement(parked) });
    const [row] = await this.#control.query<{ next_at: Date | null }>(text, [ofId]);
    return row?.next_at ?? null;
  }

  /** Why it does not go on, for people; null: it does. */
  async say(relayId: number, said: string | null): Promise<void> {
    await this.#control.query(statement('say'), [relayId, said]);
  }
}

/** Ends a relay, in the caller's transaction; `parked`: but for what waits until the audience has grown. */
export async function endRelay(
  tx: Statements,
  relayId: number,
  state: 'ended' | 'parked',
  said: string | null,
): Promise<void> {
  await tx.query(statement('end-relay'), [relayId, state, said]);
}

function relayOf(row: RelayRow): UploadRelay {
  return {
    id: row.id,
    adAccountId: row.ad_account_id,
    audienceId: row.audience_id,
    uploadId: row.upload_id,
    state: row.state,
    schema: row.schema_names,
    isSingleKey: row.is_single_key,
    sealedKey: row.sealed_key,
    gate: row.gate,
    sessionsBegun: row.sessions_begun,
    operation: row.operation,
    segment: row.segment,
    goodRows: row.good_rows,
    userType: row.user_type,
    hasHeader: row.has_header,
    attempts: row.attempts,
  };
}

function batchOf(row: BatchRow): OpenBatch {
  return {
    seq: row.seq,
    phase: row.phase,
    operation: row.operation,
    rows: row.row_count,
    state: row.state,
    sealedKey: row.sealed_key,
    sessionId: row.session_id,
    attempts: row.attempts,
    sentAt: row.sent_at,
    withheld: row.withheld,
  };
}
