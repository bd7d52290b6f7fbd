import type { Control, SqlRow } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { type LookalikeSpec, shownSpec } from '../../lookalike/index.ts';
import type { Created, FileSource, NotDone, Outcome, Platform } from '../../platform/index.ts';
import type { OpenConnection } from '../connection/index.ts';

const statement = sqlIn(import.meta.url);

/** Until a seed is looked for again that is still being filled. */
const seedWaitMs = 5000;
/** A platform may count for a day whom a list has found: so long a seed may be too small, and is asked for later and later. */
const seedPatienceMs = 24 * 3_600_000;
const seedWaitMsMax = 3_600_000;

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
  readonly createdAt: Date;
  /** Of a lookalike. seedSaid: why its seed cannot be there; null: it can. */
  readonly lookalike: {
    readonly spec: LookalikeSpec;
    readonly seedId: string | null;
    readonly isSeedFilling: boolean;
    readonly seedSaid: string | null;
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
  readonly origin_said: string | null;
  readonly origin_filling: boolean;
  readonly created_at: Date;
}

/** `waiting`: for its seed to be there, and large enough. */
export type Creation =
  | { readonly kind: 'there'; readonly remoteId: string }
  | { readonly kind: 'waiting'; readonly untilMs: number; readonly said: string }
  | { readonly kind: 'not'; readonly outcome: NotDone };

/** Makes and deletes audiences at a platform. */
export class RemoteAudiences {
  readonly #control: Control;
  readonly #platform: Platform;
  /** Lookalikes whose seed was too small: when they are asked for again. */
  readonly #small = new Map<number, { readonly waitMs: number; readonly untilMs: number }>();

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
    const hindrance = await this.#seedHindrance(audience);
    if (hindrance !== null) return hindrance;
    if (audience.begunAt !== null) {
      const lost = await this.#findLost(audience, audience.begunAt, connection);
      if (lost.kind !== 'done') return { kind: 'not', outcome: lost };
      if (lost.value !== null) return this.#created(audience, lost.value);
    }
    const begun = await this.#control.query(statement('begin-creation'), [audience.id]);
    if (begun.length === 0) return waiting(Date.now() + seedWaitMs, 'The audience is being made.');
    const outcome = await this.#create(audience, connection);
    if (outcome.kind === 'done') return this.#created(audience, outcome.value.audienceId);
    const mayGrow = outcome.kind === 'parked' && Date.now() - audience.createdAt.getTime() < seedPatienceMs;
    const isFinal = outcome.kind === 'permanent' || (outcome.kind === 'parked' && !mayGrow);
    await this.#noteNotCreated(audience, outcome, isFinal);
    return mayGrow ? this.#laterFor(audience, outcome.said) : { kind: 'not', outcome };
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

  /** What keeps a lookalike from being asked for: its seed. */
  async #seedHindrance(audience: RelayedAudience): Promise<Creation | null> {
    const { id, lookalike } = audience;
    if (lookalike === null) return null;
    if (lookalike.seedId === null && lookalike.seedSaid !== null) {
      const said = `The audience that it is to be like is not there. ${lookalike.seedSaid}`;
      const outcome = { kind: 'permanent', said, code: 0, subcode: null, scope: 'audience' } as const;
      await this.#noteNotCreated(audience, { ...outcome, isMissing: true }, true);
      return { kind: 'not', outcome: { ...outcome, isMissing: true } };
    }
    const untilMs = this.#small.get(id)?.untilMs ?? 0;
    if (lookalike.seedId !== null && !lookalike.isSeedFilling && untilMs <= Date.now()) return null;
    return waiting(Math.max(untilMs, Date.now() + seedWaitMs), 'The audience waits for its seed.');
  }

  #laterFor({ id }: RelayedAudience, said: string): Creation {
    const before = this.#small.get(id)?.waitMs ?? seedWaitMs / 2;
    const waitMs = Math.min(seedWaitMsMax, 2 * before);
    const untilMs = Date.now() + waitMs;
    this.#small.set(id, { waitMs, untilMs });
    return waiting(untilMs, said);
  }

  async #noteNotCreated({ id }: RelayedAudience, { kind, said }: NotDone, isFinal: boolean): Promise<void> {
    if (isFinal) this.#small.delete(id);
    await this.#control.query(statement('note-not-created'), [id, said, kind === 'unclear', isFinal]);
  }

  #create(
    { name, description, optOutLink, isValueBased, fileSource, lookalike }: RelayedAudience,
    connection: OpenConnection['connection'],
  ): Promise<Outcome<Created>> {
    if (lookalike === null) {
      const wish = { name, description, optOutLink, isValueBased, fileSource };
      return this.#platform.createAudience(connection, wish);
    }
    const spec = {
      ...shownSpec(lookalike.spec, null),
      ...(lookalike.spec.allowInternationalSeeds ? { allow_international_seeds: true } : {}),
    };
    const seedId = lookalike.seedId ?? '';
    return this.#platform.createLookalike(connection, { name, description, seedId, spec });
  }

  async #created({ id }: RelayedAudience, remoteId: string): Promise<Creation> {
    this.#small.delete(id);
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

function waiting(untilMs: number, said: string): Creation {
  return { kind: 'waiting', untilMs, said };
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
    createdAt: row.created_at,
    lookalike:
      row.spec === null
        ? null
        : {
            spec: row.spec,
            seedId: row.origin_remote_id,
            isSeedFilling: row.origin_filling,
            seedSaid: row.origin_said,
          },
  };
}
