import { ColumnFull } from '../../column/index.ts';
import type { Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { writeAppliedCounts } from '../../ledger/index.ts';
import type { Connections } from '../connection/index.ts';
import { type Address, Courier, type CourierEnd, type CourierOptions } from '../delivery/index.ts';
import { endRelay, type UploadRelay } from '../outbox/index.ts';
import { type Packed, PackingFlow } from '../packing/index.ts';
import type { RelayedAudience, RemoteAudiences } from '../remote/index.ts';
import { parkedSaid, Settlement, type SettlementOptions } from './settlement.ts';

const statement = sqlIn(import.meta.url);

/** An upload that cannot be packed so often for a reason of its own gives way to the next one. */
const attemptsMax = 5;
/** Until a creation that failed is asked for again. */
const againMs = 5000;

const emptyReplaceSaid =
  'No row of the file can go to the platform, so a replace would empty the audience there. Nothing was sent. Delete the audience, or take people out with a removal.';

/** What stands in the way of what waits for an audience; null: nothing is left to do. */
export type Held = Extract<CourierEnd, { kind: 'wait' | 'paused' }> | null;

export interface DelivererOptions extends CourierOptions, SettlementOptions {
  readonly connections: Connections;
  readonly audiences: RemoteAudiences;
  /** Of what differs from what mirrors brought before. */
  readonly packMirror: (relay: UploadRelay, audience: RelayedAudience) => Promise<Packed>;
  /** Forgets the staged rows of a segment. */
  readonly dropSegment: (segment: number) => Promise<void>;
  readonly onFailed: (uploadId: number, error: unknown) => void;
}

/** Brings accepted uploads to their audience at a platform: one writer an audience, in the order of acceptance. */
export class Deliverer {
  readonly #options: DelivererOptions;
  readonly #settlement: Settlement;

  constructor(options: DelivererOptions) {
    this.#options = options;
    this.#settlement = new Settlement(options);
  }

  /** Everything that waits for this audience, as far as it gets. Running it again finds nothing to do. */
  async deliverAll(audienceId: number): Promise<Held> {
    return this.#options.control.exclusively(audienceId, async () => {
      for (;;) {
        const audience = await this.#options.audiences.find(audienceId);
        if (audience === null || audience.isDeleted) return null;
        const { outbox } = this.#options;
        const nextTry = await outbox.unparkDue(audienceId);
        const relay = (await outbox.next(audienceId)) ?? (await outbox.parked(audienceId))[0] ?? null;
        const isMade = audience.remoteId !== null || audience.lookalike === null;
        if (relay === null && isMade) {
          return nextTry === null ? null : { kind: 'wait', untilMs: nextTry.getTime(), said: parkedSaid };
        }
        const end = await this.#deliver(audience, relay);
        if (end !== null) {
          if (relay !== null) await outbox.say(relay.id, end.said);
          return end;
        }
      }
    });
  }

  async #deliver(audience: RelayedAudience, relay: UploadRelay | null): Promise<Held> {
    const { connections, audiences } = this.#options;
    const open = await connections.open(audience.adAccountId);
    if (open === null) return { kind: 'paused', said: 'The ad account is not connected yet.' };
    const { record } = open;
    if (record.state === 'paused')
      return { kind: 'paused', said: record.said ?? 'The ad account is paused.' };
    const creation = await audiences.ensure(audience, open);
    if (creation.kind === 'waiting') {
      return { kind: 'wait', untilMs: creation.untilMs, said: creation.said };
    }
    if (creation.kind === 'there') {
      if (relay === null) return null;
      const address = { ...open, remoteId: creation.remoteId };
      return relay.state === 'parked'
        ? this.#bringParked(audience, relay, address)
        : this.#send(audience, relay, address);
    }
    const { outcome } = creation;
    if (await connections.pauseFor(record, outcome)) return { kind: 'paused', said: outcome.said };
    if (outcome.kind === 'wait') return outcome;
    if (outcome.kind === 'retry' || outcome.kind === 'unclear') {
      const untilMs = Date.now() + Math.max(outcome.afterMs, againMs);
      return { kind: 'wait', untilMs, said: outcome.said };
    }
    if (relay === null) return { kind: 'paused', said: outcome.said };
    await this.#fail(relay, audience, `The platform does not make the audience: ${outcome.said}`, null);
    return null;
  }

  async #send(audience: RelayedAudience, relay: UploadRelay, address: Address): Promise<Held> {
    const marked = await this.#options.control.query(statement('mark-applying'), [relay.uploadId]);
    if (marked.length === 0) return null;
    await this.#options.outbox.say(relay.id, null);
    const end =
      relay.state === 'staged'
        ? await this.#packAndSend(audience, relay, address)
        : await new Courier(this.#options, relay, address).run();
    if (end === null) return null;
    await this.#options.connections.notePace(audience.adAccountId);
    if (end.kind === 'wait' || end.kind === 'paused') return end;
    if (end.kind === 'failed') {
      await this.#fail(relay, audience, end.said, null);
    } else if (end.kind === 'ended' && (await this.#settlement.isEmptyReplace(relay))) {
      await this.#fail(relay, audience, emptyReplaceSaid, null);
    } else if (end.kind === 'ended') {
      await this.#settlement.settle(relay, audience);
      if (relay.operation !== 'remove') await this.#options.outbox.unpark(audience.id);
    }
    return null;
  }

  /** The first batches go while the last are packed; but for a replace and a mirror. Null: it gives way to the next upload. */
  async #packAndSend(
    audience: RelayedAudience,
    relay: UploadRelay,
    address: Address,
  ): Promise<CourierEnd | null> {
    if (relay.operation === 'mirror') {
      const isPacked = await this.#packMirror(relay, audience);
      return isPacked ? new Courier(this.#options, relay, address).run() : null;
    }
    const flow = this.#flowOf(relay, relay.operation);
    const begun = await flow.begin();
    if (begun === null) return null;
    const packing = flow.run(begun).then(
      () => this.#options.dropSegment(relay.segment).then(() => null),
      (error: unknown) => ({ error }),
    );
    const send = () => new Courier(this.#options, { ...relay, gate: begun.gate }, address, flow).run();
    const [sent, failure] = await Promise.all([
      relay.operation === 'replace'
        ? packing.then((failed) => (failed === null ? settledOf(send()) : null))
        : settledOf(send()),
      packing,
    ]);
    if (failure !== null) {
      await this.#countAttempt(relay, audience, failure.error);
      return null;
    }
    if (sent === null) return null;
    if ('error' in sent) throw sent.error;
    return sent.value;
  }

  #flowOf(relay: UploadRelay, operation: Exclude<UploadRelay['operation'], 'mirror'>): PackingFlow {
    return new PackingFlow(
      { ...this.#options, onPacked: (tx, counts) => writeCounts(tx, relay.uploadId, counts) },
      {
        relayId: relay.id,
        segment: relay.segment,
        goodRows: relay.goodRows,
        hasSingleKey: relay.userType !== null,
        sealedKey: relay.sealedKey ?? '',
        operation,
        linesBefore: relay.hasHeader ? 1 : 0,
      },
    );
  }

  /** False when it gives way to the next upload. */
  async #packMirror(relay: UploadRelay, audience: RelayedAudience): Promise<boolean> {
    const { control, packer, packMirror, dropSegment } = this.#options;
    try {
      const gate = await packer.newestOptOut();
      await this.#settlement.settleRosterOfParked(audience);
      const { batches, counts, unchanged = 0 } = await packMirror(relay, audience);
      await control.transaction(async (tx) => {
        if (!(await packer.close(tx, relay.id, { gate, unchanged }))) return;
        await packer.write(tx, relay.id, batches);
        await writeCounts(tx, relay.uploadId, counts);
      });
      await dropSegment(relay.segment);
      return true;
    } catch (error) {
      await this.#countAttempt(relay, audience, error);
      return false;
    }
  }

  async #countAttempt(relay: UploadRelay, audience: RelayedAudience, error: unknown): Promise<void> {
    const isFull = error instanceof ColumnFull;
    const said = isFull
      ? 'The disk of the column store is full. It is tried again.'
      : 'Packing failed; the log of the server tells why. It is tried again up to five times.';
    const [row] = await this.#options.control.query<{ attempts: number }>(statement('count-attempt'), [
      relay.uploadId,
      said,
    ]);
    if (isFull || (row?.attempts ?? attemptsMax) < attemptsMax) throw error;
    await this.#fail(relay, audience, said, error);
  }

  /** A removal that found the audience too small is tried again, as far as it gets. */
  async #bringParked(audience: RelayedAudience, relay: UploadRelay, address: Address): Promise<Held> {
    const before = await this.#settlement.takenOut(relay);
    const end = await new Courier(this.#options, relay, address).run();
    if (end.kind === 'wait' || end.kind === 'paused') {
      await this.#settlement.settlePart(relay, audience, before);
      return end;
    }
    await this.#settlement.settleParked(relay, audience, before);
    return null;
  }

  async #fail(relay: UploadRelay, audience: RelayedAudience, said: string, error: unknown): Promise<void> {
    const { control, outbox, packer, dropSegment, onFailed } = this.#options;
    await this.#settlement.keepWhatMayBeThere(relay, audience);
    await outbox.setAside(relay.id, null, said, null);
    await control.transaction(async (tx) => {
      await tx.query(statement('fail-upload'), [relay.uploadId, said]);
      await endRelay(tx, relay.id, 'ended', said);
    });
    await packer.drop(relay.id);
    await dropSegment(relay.segment);
    if (error !== null) onFailed(relay.uploadId, error);
  }
}

async function writeCounts(tx: Statements, uploadId: number, counts: Packed['counts']): Promise<void> {
  await writeAppliedCounts(tx, uploadId, { ...counts, matchedByKind: new Map(), newlyAdded: 0, removed: 0 });
}

/** How it ended, as a value: what runs beside it is waited for before a failure is thrown on. */
function settledOf<Value>(
  work: Promise<Value>,
): Promise<{ readonly value: Value } | { readonly error: unknown }> {
  return work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
}
