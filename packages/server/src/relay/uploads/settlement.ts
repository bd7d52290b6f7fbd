import type { Column } from '../../column/index.ts';
import type { Control, SqlRow, Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { leaveOutForgotten } from '../optout/index.ts';
import { endRelay, type Outbox, type UploadRelay } from '../outbox/index.ts';
import type { Packer } from '../packing/index.ts';
import type { RelayedAudience } from '../remote/index.ts';

const statement = sqlIn(import.meta.url);

export const parkedSaid =
  'The audience is too small to take people out of it. What is left of this removal waits until it has grown.';

export interface SettlementOptions {
  readonly control: Control;
  readonly column: Column;
  readonly outbox: Outbox;
  readonly packer: Packer;
  /** Keeps what mirrors brought in step with what arrived. */
  readonly settleRoster: (relay: RosterRelay, arrived: Arrived) => Promise<void>;
  readonly onDelivered: (uploadId: number) => void;
}

/** What has to be known of a relay to keep what mirrors brought in step with it. */
export type RosterRelay = Pick<UploadRelay, 'id' | 'audienceId' | 'operation'>;

/** Numbers of the batches that arrived. */
export interface Arrived {
  readonly brought: readonly number[];
  readonly takenOut: readonly number[];
}

/** What stays known of an upload when nothing of it is on its way any more. */
export class Settlement {
  readonly #options: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  /** All batches have a verdict, or wait until the audience has grown: what arrived is kept by its keys. */
  async settle(relay: UploadRelay, audience: RelayedAudience): Promise<void> {
    const { control, onDelivered, settleRoster } = this.#options;
    const batches = await this.#ends(relay);
    const epoch = relay.operation === 'replace' ? audience.keysEpoch + 1 : audience.keysEpoch;
    const arrived = arrivedOf(batches);
    await this.#keepKeys(relay, { audience: audience.id, epoch }, arrived);
    const isMirrored = audience.sealedRosterKey !== null || relay.operation === 'mirror';
    if (isMirrored) await settleRoster(relay, arrived);
    await leaveOutForgotten(this.#options, relay, { audience: audience.id, brought: arrived.brought });
    await control.transaction(async (tx) => {
      await tx.query(statement('finish-upload'), [relay.uploadId, epoch]);
      await end(tx, relay, batches);
    });
    await this.#dropIfEnded(relay, batches);
    onDelivered(relay.uploadId);
  }

  /** Whether there was nothing to replace an audience by: then nothing told the platform so. */
  async isEmptyReplace(relay: UploadRelay): Promise<boolean> {
    return relay.operation === 'replace' && (await this.#ends(relay)).length === 0;
  }

  /** The batches of a removal that took people out, by their numbers. */
  async takenOut(relay: UploadRelay): Promise<readonly number[]> {
    return arrivedOf(await this.#ends(relay)).takenOut;
  }

  /** After another try with what was parked. `before`: what had arrived before it. */
  async settleParked(
    relay: UploadRelay,
    audience: RelayedAudience,
    before: readonly number[],
  ): Promise<void> {
    const batches = await this.#keepTakenOut(relay, audience, before);
    await this.#options.control.transaction((tx) => end(tx, relay, batches));
    await this.#dropIfEnded(relay, batches);
  }

  /** The same when the try was broken off: the rest goes on later, and others go before it. */
  async settlePart(relay: UploadRelay, audience: RelayedAudience, before: readonly number[]): Promise<void> {
    await this.#keepTakenOut(relay, audience, before);
  }

  /** Before a mirror looks for what differs: whom parked removals took out by now, whatever broke off after it. */
  async settleRosterOfParked(audience: RelayedAudience): Promise<void> {
    if (audience.sealedRosterKey === null) return;
    const parts = await this.#options.control.query<ParkedPart>(statement('parked-taken-out'), [audience.id]);
    for (const { id, operation, seqs } of parts) {
      const relay = { id, operation, audienceId: audience.id };
      await this.#settleOlderRoster(relay, { brought: [], takenOut: seqs });
    }
  }

  /**
   * Before what failed is forgotten: an opt-out has to find whom a part of it has brought, and a mirror must not take
   * them for absent, nor those for present whom a part of a replace has put out.
   */
  async keepWhatMayBeThere(relay: UploadRelay, audience: RelayedAudience): Promise<void> {
    const batches = await this.#ends(relay);
    const sent = batches.filter((batch) => batch.was_sent && batch.operation !== 'remove');
    const arrived = { brought: sent.map(({ seq }) => seq), takenOut: arrivedOf(batches).takenOut };
    if (arrived.brought.length + arrived.takenOut.length === 0) return;
    await this.#keepKeys(relay, { audience: audience.id, epoch: audience.keysEpoch }, arrived);
    if (audience.sealedRosterKey !== null) await this.#options.settleRoster(relay, arrived);
  }

  async #keepTakenOut(
    relay: UploadRelay,
    audience: RelayedAudience,
    before: readonly number[],
  ): Promise<readonly BatchEnd[]> {
    const batches = await this.#ends(relay);
    const { takenOut } = arrivedOf(batches);
    const isNews = !isParked(batches) || takenOut.length > before.length;
    if (takenOut.length > 0 && isNews) {
      const arrived = { brought: [], takenOut };
      await this.#keepKeys(relay, { audience: audience.id, epoch: audience.keysEpoch }, arrived);
      if (audience.sealedRosterKey !== null) await this.#settleOlderRoster(relay, arrived);
    }
    return batches;
  }

  /** Whom a later mirror has in its file was left out, and what mirrors brought is as that one left it. */
  async #settleOlderRoster(relay: RosterRelay, arrived: Arrived): Promise<void> {
    const { outbox, settleRoster } = this.#options;
    if (!(await outbox.isMirroredSince(relay.audienceId, relay.id))) await settleRoster(relay, arrived);
  }

  #ends(relay: UploadRelay): Promise<readonly BatchEnd[]> {
    return this.#options.control.query<BatchEnd>(statement('batch-ends'), [relay.id]);
  }

  async #keepKeys(
    { id }: UploadRelay,
    target: { readonly audience: number; readonly epoch: number },
    { brought, takenOut }: Arrived,
  ): Promise<void> {
    for (const [sign, seqs] of [
      [1, brought],
      [-1, takenOut],
    ] as const) {
      if (seqs.length === 0) continue;
      await this.#options.column.exec(statement('keep-keys'), { ...target, relay: id, sign, seqs });
    }
  }

  async #dropIfEnded({ id }: UploadRelay, batches: readonly BatchEnd[]): Promise<void> {
    if (!isParked(batches)) await this.#options.packer.drop(id);
  }
}

interface BatchEnd extends SqlRow {
  readonly seq: number;
  readonly operation: string;
  readonly state: string;
  /** At least once, whatever became of it. */
  readonly was_sent: boolean;
}

interface ParkedPart extends SqlRow {
  readonly id: number;
  readonly operation: UploadRelay['operation'];
  readonly seqs: readonly number[];
}

function isParked(batches: readonly BatchEnd[]): boolean {
  return batches.some(({ state }) => state === 'parked');
}

function end(tx: Statements, { id }: UploadRelay, batches: readonly BatchEnd[]): Promise<void> {
  return isParked(batches) ? endRelay(tx, id, 'parked', parkedSaid) : endRelay(tx, id, 'ended', null);
}

function arrivedOf(batches: readonly BatchEnd[]): Arrived {
  const arrived = batches.filter(({ state }) => state === 'acknowledged');
  const seqsOf = (isRemoval: boolean) =>
    arrived.filter(({ operation }) => (operation === 'remove') === isRemoval).map(({ seq }) => seq);
  return { brought: seqsOf(false), takenOut: seqsOf(true) };
}
