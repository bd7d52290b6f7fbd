import type { Control, SqlRow } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { type LookalikeSpec, shownSpec } from '../../lookalike/index.ts';
import type { Created, FileSource, NotDone, Outcome, Platform } from '../../platform/index.ts';
import type { OpenConnection } from '../connection/index.ts';

const statement = sqlIn(import.meta.url);

/** The clocks of two machines differ; what was made this long before is not ours. */
const clockSlackSeconds = 120;

/** An audience of ours that lives at a platform. */
export interface RelayedAudience {
  readonly id: number;
  readonly adAccountId: number;
  readonly name: string;
  readonly description: string | null;
  readonly optOutLink: string | null;
  readonly fileSource: FileSource | null;
  readonly isValueBased: boolean;
  /** Null until it exists there. */
  readonly remoteId: string | null;
  /** When it was asked for, and no answer is known. */
  readonly begunAt: Date | null;
  readonly isGone: boolean;
  readonly isDeleted: boolean;
  readonly keysEpoch: number;
  readonly sealedRosterKey: string | null;
  /** Of a lookalike. */
  readonly lookalike: {
    readonly spec: LookalikeSpec;
    readonly seedId: string | null;
    readonly isSeedDeleted: boolean;
  } | null;
}

interface Row extends SqlRow {
  readonly id: number;
  readonly ad_account_id: number;
  readonly name: string;
  readonly description: string | null;
  readonly opt_out_link: string | null;
  readonly customer_file_source: FileSource | null;
  readonly is_value_based: boolean;
  readonly remote_id: string | null;
  readonly remote_begun: Date | null;
  readonly remote_gone: boolean;
  readonly deleted: boolean;
  readonly keys_epoch: number;
  readonly sealed_roster_key: string | null;
  readonly spec: LookalikeSpec | null;
  readonly origin_remote_id: string | null;
  readonly origin_deleted: boolean | null;
}

/** `waiting`: for its seed to be there. */
export type Creation =
  | { readonly kind: 'there'; readonly remoteId: string }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'not'; readonly outcome: NotDone };

/** Makes and deletes audiences at a platform. */
export class RemoteAudiences {
  readonly #control: Control;
  readonly #platform: Platform;

  constructor(control: Control, platform: Platform) {
    this.#control = control;
    this.#platform = platform;
  }

  /** Null for an audience that lives here, or never was. */
  async find(audienceId: number): Promise<RelayedAudience | null> {
    const [row] = await this.#control.query<Row>(statement('find-relayed'), [audienceId]);
    return row === undefined ? null : audienceOf(row);
  }

  /** Has the audience exist there, once. */
  async ensure(audience: RelayedAudience, { connection }: OpenConnection): Promise<Creation> {
    if (audience.remoteId !== null) return { kind: 'there', remoteId: audience.remoteId };
    if (audience.lookalike !== null && audience.lookalike.seedId === null) return { kind: 'waiting' };
    if (audience.begunAt !== null) {
      const lost = await this.#findLost(audience, audience.begunAt, connection);
      if (lost.kind !== 'done') return { kind: 'not', outcome: lost };
      if (lost.value !== null) return this.#created(audience, lost.value);
    }
    const begun = await this.#control.query(statement('begin-creation'), [audience.id]);
    if (begun.length === 0) return { kind: 'waiting' };
    const outcome = await this.#create(audience, connection);
    if (outcome.kind === 'done') return this.#created(audience, outcome.value.audienceId);
    const isUnclear = outcome.kind === 'unclear';
    await this.#control.query(statement('note-not-created'), [audience.id, outcome.said, isUnclear]);
    return { kind: 'not', outcome };
  }

  /** Null: it is not there any more. */
  async delete(audience: RelayedAudience, { connection }: OpenConnection): Promise<NotDone | null> {
    let { remoteId } = audience;
    if (remoteId === null && audience.begunAt !== null) {
      const lost = await this.#findLost(audience, audience.begunAt, connection);
      if (lost.kind !== 'done') return lost;
      remoteId = lost.value;
    }
    if (remoteId !== null) {
      const outcome = await this.#platform.deleteAudience(connection, remoteId);
      if (outcome.kind !== 'done') return outcome;
    }
    await this.noteGone(audience.id);
    return null;
  }

  async noteGone(audienceId: number): Promise<void> {
    await this.#control.query(statement('note-gone'), [audienceId]);
  }

  #create(
    { name, description, optOutLink, isValueBased, fileSource, lookalike }: RelayedAudience,
    connection: OpenConnection['connection'],
  ): Promise<Outcome<Created>> {
    if (lookalike === null) {
      const wish = { name, description, optOutLink, isValueBased, fileSource };
      return this.#platform.createAudience(connection, wish);
    }
    const {
      excluded_features: _features,
      excluded_tokens: _tokens,
      ...spec
    } = shownSpec(lookalike.spec, null);
    return this.#platform.createLookalike(connection, {
      name,
      description,
      seedId: lookalike.seedId ?? '',
      spec,
    });
  }

  async #created({ id }: RelayedAudience, remoteId: string): Promise<Creation> {
    await this.#control.query(statement('note-created'), [id, remoteId]);
    return { kind: 'there', remoteId };
  }

  /** One of the same name that was made since it was asked for, and that is nobody else's here. */
  async #findLost(
    audience: RelayedAudience,
    begunAt: Date,
    connection: OpenConnection['connection'],
  ): Promise<Outcome<string | null>> {
    const found = await this.#platform.findAudiences(connection, audience.name);
    if (found.kind !== 'done') return found;
    const rows = await this.#control.query<{ remote_id: string }>(statement('known-ids'), [
      audience.adAccountId,
    ]);
    const known = new Set(rows.map((row) => row.remote_id));
    const since = Math.floor(begunAt.getTime() / 1000) - clockSlackSeconds;
    const lost = found.value.find(
      ({ audienceId, createdSeconds }) =>
        !known.has(audienceId) && (createdSeconds === null || createdSeconds >= since),
    );
    return { kind: 'done', value: lost?.audienceId ?? null };
  }
}

function audienceOf(row: Row): RelayedAudience {
  return {
    id: row.id,
    adAccountId: row.ad_account_id,
    name: row.name,
    description: row.description,
    optOutLink: row.opt_out_link,
    fileSource: row.customer_file_source,
    isValueBased: row.is_value_based,
    remoteId: row.remote_id,
    begunAt: row.remote_begun,
    isGone: row.remote_gone,
    isDeleted: row.deleted,
    keysEpoch: row.keys_epoch,
    sealedRosterKey: row.sealed_roster_key,
    lookalike:
      row.spec === null
        ? null
        : {
            spec: row.spec,
            seedId: row.origin_remote_id,
            isSeedDeleted: row.origin_deleted === true,
          },
  };
}
