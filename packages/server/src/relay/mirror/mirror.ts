import { randomBytes } from 'node:crypto';
import type { Column, ColumnParams } from '../../column/index.ts';
import type { Control } from '../../control/index.ts';
import { sealText, unsealText } from '../../kernel/seal.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { UploadRelay } from '../outbox/index.ts';
import {
  openSlice,
  type Packed,
  type PackedBatch,
  type Packer,
  rangesOf,
  shareOut,
} from '../packing/index.ts';
import type { Arrived, RosterRelay } from '../uploads/index.ts';

const statement = sqlIn(import.meta.url);

export interface MirrorOptions {
  readonly control: Control;
  readonly column: Column;
  readonly packer: Packer;
  /** Under which the keys of rosters are stored. */
  readonly key: Buffer;
  readonly pepper: { readonly k0: string; readonly k1: string };
}

/**
 * Makes an audience equal to a file with as little travel as possible. What mirrors have brought is kept, sealed under a
 * key of the audience, because a row can only be taken out by its values.
 */
export class Mirror {
  readonly #options: MirrorOptions;

  constructor(options: MirrorOptions) {
    this.#options = options;
  }

  /** Batches of what differs: who is gone from the file goes first, so that a person with a changed key comes back. */
  async pack(relay: UploadRelay): Promise<Packed> {
    const { column, packer } = this.#options;
    const rosterKey = await this.#rosterKey(relay.audienceId);
    await packer.drop(relay.id);
    const counts = await this.#takeIn(relay, rosterKey);
    const params = { relay: relay.id, audience: relay.audienceId, roster_key: rosterKey };
    const [sizes] = await column.query<{ incoming: string; roster: string }>(statement('count-incoming'), {
      relay: relay.id,
      audience: relay.audienceId,
    });
    const rowsMax = Math.max(Number(sizes?.incoming ?? 0), Number(sizes?.roster ?? 0));
    const gone = await this.#packPhase({ ...params, gone_seq: 0 }, 'rows-gone', rowsMax, []);
    const all = await this.#packPhase({ ...params, gone_seq: gone.length }, 'rows-new', rowsMax, gone);
    const brought = all.slice(gone.length).reduce((sum, { rows }) => sum + rows, 0);
    return { batches: all, counts, unchanged: counts.accepted - brought };
  }

  /** After any upload to an audience that is mirrored, too. Running it again changes nothing. */
  async settle(relay: RosterRelay, { brought, takenOut }: Arrived): Promise<void> {
    const { column } = this.#options;
    const { audienceId: audience, id } = relay;
    if (relay.operation === 'replace') return this.drop(audience);
    if (relay.operation === 'remove' && takenOut.length > 0) {
      await column.exec(statement('forget-removed'), { audience, relay: id, seqs: takenOut });
    }
    if (relay.operation !== 'mirror') return;
    if (takenOut.length > 0) {
      await column.exec(statement('keep-taken-out'), { audience, relay: id, seqs: takenOut });
    }
    if (brought.length > 0)
      await column.exec(statement('keep-brought'), { audience, relay: id, seqs: brought });
    await this.forgetIncoming(id);
  }

  /** Forgets what mirrors brought to this audience. */
  async drop(audienceId: number): Promise<void> {
    await this.#options.column.exec(`ALTER TABLE relay_roster DROP PARTITION ${BigInt(audienceId)}`);
  }

  async forgetIncoming(relayId: number): Promise<void> {
    await this.#options.column.exec(`ALTER TABLE relay_incoming DROP PARTITION ${BigInt(relayId)}`);
  }

  async #takeIn(relay: UploadRelay, rosterKey: string): Promise<Packed['counts']> {
    const { column, packer, pepper, key } = this.#options;
    await this.forgetIncoming(relay.id);
    const staged = {
      segment: relay.segment,
      goodRows: relay.goodRows,
      hasSingleKey: relay.userType !== null,
      linesBefore: relay.hasHeader ? 1 : 0,
    };
    const counts = { duplicates: 0, suppressed: 0, accepted: 0 };
    const firstLines = await packer.firstLines(staged);
    for (const range of rangesOf(relay.goodRows)) {
      const slice = await openSlice(column, staged, range);
      counts.duplicates += slice.duplicates;
      counts.suppressed += slice.suppressed;
      counts.accepted += slice.rows;
      await column.exec(statement('take-in', { rows: slice.source }), {
        ...slice.params,
        ...pepper,
        relay: relay.id,
        roster_key: rosterKey,
        seal_key: unsealText(Buffer.from(relay.sealedKey ?? '', 'base64'), key),
        first_lines: firstLines,
      });
    }
    return counts;
  }

  /** Packs the rows that a part of a statement gives, slice by slice of their identities, behind these batches. */
  async #packPhase(
    params: ColumnParams,
    part: string,
    rowsMax: number,
    before: readonly PackedBatch[],
  ): Promise<readonly PackedBatch[]> {
    const { column, packer } = this.#options;
    const batches = [...before];
    const rows = statement(part);
    for (const keys of rangesOf(rowsMax)) {
      const range = { ...params, ...keys };
      const [counted] = await column.query<{ row_count: string; row_bytes_max: string }>(
        statement('count-rows', { rows }),
        range,
      );
      const rowCount = Number(counted?.row_count ?? 0);
      if (rowCount === 0) continue;
      const rowBytesMax = Number(counted?.row_bytes_max ?? 0);
      const shared = shareOut(packer.traits, { rows: rowCount, rowBytesMax }, batches.length + 1);
      const made = shared.map((each) =>
        part === 'rows-gone'
          ? ({ ...each, phase: 1, operation: 'remove' } as const)
          : ({ ...each, phase: 2, operation: 'add' } as const),
      );
      await column.exec(statement('pack-differences', { rows }), {
        ...range,
        first_seq: batches.length + 1,
        batch_keys: made.map((each) => each.key),
        batches: made.length,
        rows: rowCount,
      });
      batches.push(...made);
    }
    return batches;
  }

  async #rosterKey(audienceId: number): Promise<string> {
    const { control, key } = this.#options;
    const fresh = sealText(randomBytes(32).toString('hex'), key).toString('base64');
    const [row] = await control.query<{ sealed_roster_key: string }>(statement('note-roster-key'), [
      audienceId,
      fresh,
    ]);
    if (row === undefined) throw new Error('the audience was deleted while it was mirrored');
    return unsealText(Buffer.from(row.sealed_roster_key, 'base64'), key);
  }
}
