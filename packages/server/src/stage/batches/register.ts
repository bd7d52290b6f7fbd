import { randomBytes } from 'node:crypto';
import type { Operation, RejectReason } from '@kindred/contract';
import type { Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { addStagedCounts } from '../../ledger/index.ts';
import { AudienceGone, type NewBatch, ReplaceChanged, type StagedBatch } from './batch.ts';

const statement = sqlIn(import.meta.url);

/** Where rows of a batch lie in the column store already. */
export interface Landed {
  readonly uploadId: number;
  readonly segment: number;
  readonly chunk: number;
}

/** One batch on its way into the control store: landed in the column store, or with its rows sealed. */
export interface Arrival {
  readonly batch: NewBatch;
  readonly landed: Landed | null;
  /** Base64; '' when there are none, or when they landed. */
  readonly sealedRows: string;
}

export interface Gathering {
  readonly id: number;
  readonly segment: number;
}

/** What became of an arrival. 'late': the upload that it landed in is closed; it must land again. */
export type Registered = StagedBatch | 'late';

/** Batches of one audience, operation and session may share an upload. */
export function laneOf(batch: NewBatch): string {
  return `${batch.audienceId} ${batch.operation} ${batch.session?.id ?? ''}`;
}

/** Locks the audience, so that what is accepted has an order. Throws AudienceGone or ReplaceChanged. */
export async function lockAudience(tx: Statements, batch: NewBatch): Promise<void> {
  const [row] = await tx.query<{ replace_session: number | null }>(statement('lock-audience'), [
    batch.audienceId,
  ]);
  if (row === undefined) throw new AudienceGone('the audience was deleted');
  const allowed = batch.operation === 'replace' ? (batch.session?.id ?? null) : null;
  if (row.replace_session !== allowed) throw new ReplaceChanged('a replace began or ended');
}

/** The upload that this batch joins, opened when there is none. The audience must be locked. */
export async function gatheringOf(tx: Statements, batch: NewBatch): Promise<Gathering> {
  const { audienceId, operation, session, rows } = batch;
  const which = [audienceId, operation, session?.id ?? null] as const;
  const [open] = await tx.query<{ id: number; segment: number }>(statement('find-gathering'), which);
  if (open !== undefined) return open;
  const [opened] = await tx.query<{ id: number; segment: number }>(statement('open-gathering'), [
    ...which,
    rows.kindCode,
  ]);
  if (opened === undefined) throw new AudienceGone('the audience was deleted');
  return opened;
}

/** Makes batches of one lane count, all in the caller's transaction. Gives their answers in the same order. */
export async function register(tx: Statements, arrivals: readonly Arrival[]): Promise<readonly Registered[]> {
  const first = arrivals[0];
  if (first === undefined) return [];
  await lockAudience(tx, first.batch);
  const gathering = await gatheringOf(tx, first.batch);
  const answers: (Registered | null)[] = [];
  for (const arrival of arrivals) {
    if (arrival.landed !== null && arrival.landed.uploadId !== gathering.id) answers.push('late');
    else answers.push(await repeatOf(tx, arrival.batch));
  }
  const fresh = arrivals.filter((_, index) => answers[index] === null);
  const made = fresh.length === 0 ? [] : await insert(tx, gathering, fresh);
  return answers.map((answer) => answer ?? made.shift() ?? 'late');
}

/** What a batch was answered that was registered before. */
async function repeatOf(tx: Statements, batch: NewBatch): Promise<StagedBatch | null> {
  const { session } = batch;
  if (session === null || session.batchSeq === null) return null;
  return findBatch(tx, session.id, Number(session.batchSeq), session.text);
}

/** The answer to a batch of a session that came before; null when it is new. */
export async function findBatch(
  store: Statements,
  sessionId: number,
  batchSeq: number,
  sessionText: string,
): Promise<StagedBatch | null> {
  const [known] = await store.query<{ received_total: number }>(statement('find-batch'), [
    sessionId,
    batchSeq,
  ]);
  if (known === undefined) return null;
  return { sessionText, receivedTotal: known.received_total, isRepeated: true };
}

interface Entry {
  readonly arrival: Arrival;
  readonly sessionId: number;
  readonly answer: StagedBatch;
}

async function insert(
  tx: Statements,
  gathering: Gathering,
  arrivals: readonly Arrival[],
): Promise<StagedBatch[]> {
  const entries =
    arrivals[0]?.batch.session === null ? await invented(tx, arrivals) : await counted(tx, arrivals);
  await tx.query(statement('insert-batches'), [
    gathering.id,
    entries.map(({ arrival }) => arrival.landed?.chunk ?? 0),
    entries.map(({ sessionId }) => sessionId),
    entries.map(({ arrival }) => Number(arrival.batch.session?.batchSeq ?? -1)),
    entries.map(({ arrival }) => arrival.batch.rows.received),
    entries.map(({ answer }) => answer.receivedTotal),
    entries.map(({ arrival }) => arrival.batch.rows.received - arrival.batch.rows.good),
    entries.map(({ arrival }) => arrival.batch.rows.good),
    entries.map(({ arrival }) => arrival.sealedRows),
  ]);
  const kinds = new Set(arrivals.map(({ batch }) => batch.rows.kindCode));
  await tx.query(statement('count-in-upload'), [
    gathering.id,
    sum(arrivals, ({ batch }) => batch.rows.good),
    sum(arrivals, ({ batch }) => batch.rows.lines.length),
    kinds.size === 1 ? ([...kinds][0] ?? 0) : 0,
  ]);
  await addStagedCounts(tx, gathering.id, {
    lines: sum(arrivals, ({ batch }) => batch.rows.received),
    rejected: rejectedOf(arrivals),
  });
  return entries.map(({ answer }) => answer);
}

/** Requests without a session get one each, complete with it, all in one statement. */
async function invented(tx: Statements, arrivals: readonly Arrival[]): Promise<readonly Entry[]> {
  const { audienceId, adAccountId, operation } = (arrivals[0] as Arrival).batch;
  const texts = arrivals.map(() => inventSession());
  const made = await tx.query<{ id: number; session_id: string }>(statement('invent-sessions'), [
    adAccountId,
    audienceId,
    operation satisfies Operation,
    texts,
    arrivals.map(({ batch }) => batch.rows.received),
    arrivals.map(({ batch }) => batch.rows.received - batch.rows.good),
  ]);
  const ids = new Map(made.map((row) => [row.session_id, row.id]));
  return arrivals.map((arrival, index) => {
    const sessionText = texts[index] ?? '';
    const receivedTotal = arrival.batch.rows.received;
    return {
      arrival,
      sessionId: ids.get(sessionText) ?? 0,
      answer: { sessionText, receivedTotal, isRepeated: false },
    };
  });
}

async function counted(tx: Statements, arrivals: readonly Arrival[]): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  for (const arrival of arrivals) {
    const { session, rows } = arrival.batch;
    if (session === null) throw new Error('a batch with a session stood beside one without');
    const [row] = await tx.query<{ received: number }>(statement('count-in-session'), [
      session.id,
      rows.received,
      rows.received - rows.good,
      session.isLast,
    ]);
    const receivedTotal = row?.received ?? rows.received;
    entries.push({
      arrival,
      sessionId: session.id,
      answer: { sessionText: session.text, receivedTotal, isRepeated: false },
    });
  }
  return entries;
}

/** A random positive number of 63 bits, as the recorded ones. */
function inventSession(): string {
  return String((randomBytes(8).readBigUInt64BE() >> 1n) | 1n);
}

function rejectedOf(arrivals: readonly Arrival[]): ReadonlyMap<RejectReason, number> {
  const sums = new Map<RejectReason, number>();
  for (const { batch } of arrivals) {
    for (const [reason, rows] of batch.rows.rejected) sums.set(reason, (sums.get(reason) ?? 0) + rows);
  }
  return sums;
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}
