import { createDecipheriv } from 'node:crypto';
import type { ColumnParams, ColumnReader } from '../../column/index.ts';
import { unsealText } from '../../kernel/seal.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { OpenBatch, Relay } from '../outbox/index.ts';

const statement = sqlIn(import.meta.url);
const tagBytes = 16;
/** Each key seals one batch, so all may start at the same place. */
const start = Buffer.alloc(12);

/** A batch as it is sent. */
export interface ReadBatch {
  /** The JSON text of the list of its rows. */
  readonly body: Buffer;
  readonly rows: number;
  /** Rows that were left out, by their places in the packed batch. */
  readonly left: readonly number[];
}

export interface BatchReaderOptions {
  readonly column: ColumnReader;
  /** Under which the keys of batches are stored. */
  readonly key: Buffer;
  readonly newestOptOut: () => Promise<number>;
  /** Whether a mirror was brought to an audience after a relay. */
  readonly isMirroredSince: (audienceId: number, relayId: number) => Promise<boolean>;
}

/** Opens batches. Who opted out after a batch was packed is left out of it; of an opt-out, whose was lifted. */
export class BatchReader {
  readonly #options: BatchReaderOptions;

  constructor(options: BatchReaderOptions) {
    this.#options = options;
  }

  async read(relay: Relay, batch: OpenBatch): Promise<ReadBatch> {
    const { column, key } = this.#options;
    const params = { relay: relay.id, seq: batch.seq };
    const [row] = await column.query<{ sealed: string }>(statement('read-batch'), params);
    if (row === undefined) throw new Error('a batch is not in the column store');
    const body = opened(Buffer.from(row.sealed, 'base64'), unsealText(fromBase64(batch.sealedKey), key));
    const left = await this.#leftOut(relay, batch);
    if (left.length === 0) return { body, rows: batch.rows, left };
    const all = JSON.parse(body.toString('utf8')) as readonly unknown[];
    const out = new Set(left);
    const rows = all.filter((_, place) => !out.has(place));
    return { body: Buffer.from(JSON.stringify(rows)), rows: rows.length, left };
  }

  /** The lines of the file at which these rows of what was sent stood. */
  async linesOf(
    relay: Relay,
    batch: OpenBatch,
    { left }: ReadBatch,
    places: readonly number[],
  ): Promise<readonly number[]> {
    const params = { relay: relay.id, seq: batch.seq };
    const [row] = await this.#options.column.query<{ lines: readonly string[] }>(
      statement('read-lines'),
      params,
    );
    const out = new Set(left);
    const lines = (row?.lines ?? []).filter((_, place) => !out.has(place));
    return places.map((place) => Number(lines[place] ?? 0));
  }

  async #leftOut(relay: Relay, batch: OpenBatch): Promise<readonly number[]> {
    const places: number[] = [];
    const isBringing = batch.operation === 'add' || batch.operation === 'replace';
    if (isBringing && (await this.#options.newestOptOut()) > relay.gate) {
      places.push(...(await this.#places('keys-up', '', { relay: relay.id, seq: batch.seq })));
    }
    if (batch.operation === 'forget') {
      places.push(...(await this.#places('keys-up', 'NOT', { relay: relay.id, seq: batch.seq })));
    }
    if (relay.state === 'parked') {
      const audience = relay.audienceId ?? 0;
      const isMirrored = await this.#options.isMirroredSince(audience, relay.id);
      const params = { relay: relay.id, seq: batch.seq, audience, is_mirrored: Number(isMirrored) };
      places.push(...(await this.#places('keys-overtaken', '', params)));
    }
    return places;
  }

  /** The places of rows that have one of these keys, or with NOT none. */
  async #places(name: string, not: '' | 'NOT', params: ColumnParams): Promise<readonly number[]> {
    const keys = statement(name, { own_keys: statement('own-keys') });
    const rows = await this.#options.column.query<{ places: readonly (number | string)[] }>(
      statement('places', { not, keys }),
      params,
    );
    return (rows[0]?.places ?? []).map(Number);
  }
}

function opened(sealed: Buffer, hexKey: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(hexKey, 'hex'), start);
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(0, -tagBytes)), decipher.final()]);
}

function fromBase64(text: string): Buffer {
  return Buffer.from(text, 'base64');
}
