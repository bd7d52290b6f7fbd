import { randomBytes } from 'node:crypto';
import { isUserType, keyKinds, userTypes } from '@kindred/contract';
import type { Column } from '../../column/index.ts';
import type { Control, SqlRow } from '../../control/index.ts';
import { sealText } from '../../kernel/seal.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { Layout, Platform } from '../../platform/index.ts';
import type { RowShape, Sealing } from '../../stage/index.ts';
import type { Connections } from '../connection/index.ts';
import { Courier, type CourierEnd, type CourierOptions } from '../delivery/index.ts';
import { endRelay, type Outbox, type Relay } from '../outbox/index.ts';
import type { Packer } from '../packing/index.ts';
import { noteForgotten } from './forgotten.ts';

const statement = sqlIn(import.meta.url);

const parkedSaid =
  'An audience there is too small to take people out of it. It is tried again, later and later.';

/** Until a batch that was under way is looked for again. */
const underWayMs = 500;

export interface ForwarderOptions extends CourierOptions {
  readonly control: Control;
  readonly column: Column;
  readonly outbox: Outbox;
  readonly packer: Packer;
  readonly platform: Platform;
  readonly connections: Connections;
  readonly key: Buffer;
  /** Asks for `deliver` to be called soon. */
  readonly request: (adAccountId: number) => Promise<void>;
}

/** In lists, PostgreSQL gives its 64-bit numbers as text. */
type IdText = number | string;

interface Open {
  readonly key: Buffer;
  readonly layout: Layout;
  readonly kind: number;
}

interface OptOutRelayRow extends SqlRow {
  readonly id: number;
  readonly ad_account_id: number;
  readonly schema_names: readonly string[];
  readonly state: 'sending' | 'parked';
  readonly is_single_key: boolean;
  readonly gate: number;
  readonly sessions_begun: number;
}

interface ForgottenRow extends SqlRow {
  readonly is_parked: boolean;
  readonly whole: readonly number[];
  readonly partly: readonly number[];
  readonly audiences: readonly number[];
}

/** Brings opt-outs to the ad accounts at a platform in which their people may be. */
export class Forwarder {
  readonly #options: ForwarderOptions;
  readonly #open = new Map<number, Open>();

  constructor(options: ForwarderOptions) {
    this.#options = options;
  }

  /** How the rows of an opt-out are sealed while they are staged; null when nobody outside has to know of it. */
  async sealingOf(optOutId: number, shape: RowShape): Promise<Sealing | null> {
    const known = this.#open.get(optOutId);
    if (known !== undefined) return sealing(known);
    if (shape.form !== 'single' || !isUserType(shape.userType)) return null;
    if ((await this.#options.connections.list()).length === 0) return null;
    const column = userTypes[shape.userType];
    const layout = this.#options.platform.layoutOf([column], { hasValue: false });
    if ('unfit' in layout) return null;
    const open = { key: randomBytes(32), layout, kind: keyKinds[column].code };
    this.#open.set(optOutId, open);
    return sealing(open);
  }

  /** Before the staged rows go, and after the gate knows them: what has to be sent to whom is durable when this returns. */
  async forward(optOut: {
    readonly id: number;
    readonly segment: number;
    readonly goodRows: number;
  }): Promise<void> {
    const open = this.#open.get(optOut.id);
    if (open === undefined) return;
    for (const { adAccountId } of await this.#options.connections.list()) {
      await this.#packFor(adAccountId, optOut, open);
    }
  }

  /** From here on it may be sent: the gate is up, and the opt-out counts. */
  async release(optOutId: number): Promise<void> {
    this.#open.delete(optOutId);
    for (const { adAccountId } of await this.#options.connections.list()) {
      await this.#options.request(adAccountId);
    }
  }

  /** It will not be answered. */
  async abandon(optOutId: number): Promise<void> {
    const { control, packer } = this.#options;
    this.#open.delete(optOutId);
    const relays = await control.query<{ id: number }>(statement('abandon'), [optOutId]);
    for (const { id } of relays) await packer.drop(id);
  }

  /** Sends what waits for this ad account. Null: nothing is left. */
  async deliver(adAccountId: number): Promise<CourierEnd | null> {
    const { control, outbox, packer, connections } = this.#options;
    return control.exclusively(-adAccountId, async () => {
      for (;;) {
        const nextAt = await outbox.unparkOptOutsDue(adAccountId);
        const [row] = await control.query<OptOutRelayRow>(statement('open-opt-outs'), [adAccountId]);
        if (row === undefined) {
          return nextAt === null ? null : { kind: 'wait', untilMs: nextAt.getTime(), said: parkedSaid };
        }
        const open = await connections.open(adAccountId);
        if (open === null || open.record.state === 'paused') return { kind: 'paused', said: '' };
        const before = await control.query(statement('under-way'), [row.id]);
        if (before.length > 0) {
          return {
            kind: 'wait',
            untilMs: Date.now() + underWayMs,
            said: 'A batch from before is under way.',
          };
        }
        const takenBefore = takenOf(await this.#ends(adAccountId, row.id));
        const end = await new Courier(this.#options, relayOf(row), { ...open, remoteId: null }).run();
        await connections.notePace(adAccountId);
        if (end.kind !== 'ended') {
          if ('said' in end) await outbox.say(row.id, end.said);
          return end;
        }
        const ends = await this.#ends(adAccountId, row.id);
        const isParked = ends.is_parked;
        const isNews = row.state === 'sending' || !isParked || takenOf(ends) > takenBefore;
        if (isNews) await this.#noteForgotten(row.id, ends);
        await control.transaction((tx) =>
          isParked ? endRelay(tx, row.id, 'parked', parkedSaid) : endRelay(tx, row.id, 'ended', null),
        );
        if (!isParked) await packer.drop(row.id);
      }
    });
  }

  /** Whoever comes back when the opt-out is lifted is not taken for somebody who is there. */
  async #noteForgotten(relay: number, { whole, partly, audiences }: ForgottenRow): Promise<void> {
    const { column } = this.#options;
    const people = { audiences, relay, by: relay };
    await noteForgotten(column, { ...people, seqs: whole, isOnlyUp: false });
    await noteForgotten(column, { ...people, seqs: partly, isOnlyUp: true });
  }

  async #ends(adAccountId: number, relay: number): Promise<ForgottenRow> {
    const [ends] = await this.#options.control.query<ForgottenRow>(statement('forgotten'), [
      adAccountId,
      relay,
    ]);
    if (ends === undefined) throw new Error('the batches of an opt-out cannot be read');
    return ends;
  }

  async #packFor(
    adAccountId: number,
    { id, segment, goodRows }: { readonly id: number; readonly segment: number; readonly goodRows: number },
    { key, layout, kind }: Open,
  ): Promise<void> {
    const { control, outbox, packer } = this.#options;
    const [contents] = await control.query<{ audiences: readonly IdText[]; relays: readonly IdText[] }>(
      statement('account-contents'),
      [adAccountId],
    );
    const sealedKey = sealText(key.toString('hex'), this.#options.key).toString('base64');
    const relay = { adAccountId, audienceId: null, uploadId: null, optOutId: id, layout, sealedKey };
    const relayId = await control.transaction((tx) => outbox.insert(tx, relay));
    if (relayId === null) return;
    const params = {
      audiences: (contents?.audiences ?? []).map(Number),
      relays: (contents?.relays ?? []).map(Number),
      kind,
    };
    const { batches } = await packer.pack({
      relayId,
      segment,
      goodRows,
      hasSingleKey: true,
      sealedKey,
      operation: 'forget',
      linesBefore: 0,
      only: { condition: statement('known-there'), params },
    });
    await control.transaction(async (tx) => {
      const isOpen = await packer.close(tx, relayId, { gate: id, unchanged: 0 });
      if (isOpen) await packer.write(tx, relayId, batches);
    });
  }
}

/** How many batches were taken. */
function takenOf({ whole, partly }: ForgottenRow): number {
  return whole.length + partly.length;
}

function sealing({ key, layout }: Open): Sealing {
  return { key, columns: layout.columns, isSingleKey: layout.isSingleKey };
}

function relayOf(row: OptOutRelayRow): Relay {
  return {
    id: row.id,
    adAccountId: row.ad_account_id,
    audienceId: null,
    state: 'sending',
    schema: row.schema_names,
    isSingleKey: row.is_single_key,
    sealedKey: null,
    gate: row.gate,
    sessionsBegun: row.sessions_begun,
  };
}
