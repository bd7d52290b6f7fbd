import type { Control, SqlRow } from '../../control/index.ts';
import { sealText, unsealText } from '../../kernel/seal.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { Connection, NotDone, Pace } from '../../platform/index.ts';

const statement = sqlIn(import.meta.url);

/** Why nothing is sent for an ad account until somebody does something about it. */
export type PauseReason = 'reconnect' | 'terms';

/** How an ad account at a platform is reached, without its secrets. */
export interface ConnectionRecord {
  readonly adAccountId: number;
  readonly accountName: string;
  /** The ad account at the platform. */
  readonly graphId: string;
  readonly apiVersion: string;
  readonly graphUrl: string;
  readonly hasAppSecret: boolean;
  readonly state: 'connected' | 'paused';
  readonly why: PauseReason | null;
  /** A sentence that says what to do. */
  readonly said: string | null;
  /** Where to do it. */
  readonly link: string | null;
  /** The platform asked for patience. */
  readonly waitUntil: Date | null;
  readonly connectedAt: Date;
}

/** What opens an ad account. */
export interface Credentials {
  readonly token: string;
  /** Null: the one that is known stays. */
  readonly appSecret: string | null;
  readonly apiVersion: string;
  readonly graphUrl: string;
}

/** A connection that can be used, and when its token was given. */
export interface OpenConnection {
  readonly record: ConnectionRecord;
  readonly connection: Connection;
}

interface Row extends SqlRow {
  readonly ad_account_id: number;
  readonly graph_id: string;
  readonly name: string;
  readonly sealed_token: string;
  readonly sealed_app_secret: string | null;
  readonly api_version: string;
  readonly graph_url: string;
  readonly state: ConnectionRecord['state'];
  readonly why: PauseReason | null;
  readonly said: string | null;
  readonly link: string | null;
  readonly wait_until: Date | null;
  readonly pace: unknown;
  readonly connected_at: Date;
}

export interface ConnectionsOptions {
  readonly control: Control;
  /** 32 bytes, under which tokens are stored. */
  readonly key: Buffer;
  readonly paceOf: (known: unknown) => Pace;
}

const noteEveryMs = 5000;

/** How ad accounts at a platform are reached. Tokens are stored sealed and leave only towards the platform. */
export class Connections {
  readonly #options: ConnectionsOptions;
  readonly #paces = new Map<number, Pace>();
  /** By ad account, on the clock of this process. */
  readonly #notedAtMs = new Map<number, number>();

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  async connect(adAccountId: number, credentials: Credentials): Promise<ConnectionRecord> {
    const { control, key } = this.#options;
    const { token, appSecret, apiVersion, graphUrl } = credentials;
    await control.query(statement('connect'), [
      adAccountId,
      sealText(token, key).toString('base64'),
      appSecret === null ? null : sealText(appSecret, key).toString('base64'),
      apiVersion,
      graphUrl,
    ]);
    // Another token is another user there, with budgets of its own.
    this.#paces.delete(adAccountId);
    const record = await this.find(adAccountId);
    if (record === null) throw new Error('a connection vanished while it was made');
    return record;
  }

  async find(adAccountId: number): Promise<ConnectionRecord | null> {
    const row = await this.#row(adAccountId);
    return row === null ? null : recordOf(row);
  }

  async list(): Promise<readonly ConnectionRecord[]> {
    return (await this.#options.control.query<Row>(statement('connections'), [null])).map(recordOf);
  }

  /** With its secrets. Null when the account was never connected. */
  async open(adAccountId: number): Promise<OpenConnection | null> {
    const { key } = this.#options;
    const row = await this.#row(adAccountId);
    if (row === null) return null;
    const unseal = (sealed: string) => unsealText(Buffer.from(sealed, 'base64'), key);
    return {
      record: recordOf(row),
      connection: {
        accountId: row.graph_id,
        url: row.graph_url,
        version: row.api_version,
        token: unseal(row.sealed_token),
        appSecret: row.sealed_app_secret === null ? null : unseal(row.sealed_app_secret),
        pace: this.#paceOf(row.ad_account_id, row.pace),
      },
    };
  }

  /** Of an account that this process has talked to. */
  knownPace(adAccountId: number): Pace | null {
    return this.#paces.get(adAccountId) ?? null;
  }

  /** Stops everything for this account: what waits there is kept, and goes on when it is resumed. */
  async pause(
    { adAccountId, connectedAt }: ConnectionRecord,
    why: PauseReason,
    said: string,
    link: string | null,
  ): Promise<void> {
    await this.#options.control.query(statement('pause'), [adAccountId, why, said, link, connectedAt]);
  }

  /** Pauses the account for what only people can mend. True when it did. */
  async pauseFor(record: ConnectionRecord, outcome: NotDone): Promise<boolean> {
    if (outcome.kind === 'reconnect') await this.pause(record, 'reconnect', outcome.said, null);
    else if (outcome.kind === 'terms') await this.pause(record, 'terms', outcome.said, outcome.link);
    return outcome.kind === 'reconnect' || outcome.kind === 'terms';
  }

  /** False for an account that was never connected. */
  async resume(adAccountId: number): Promise<boolean> {
    return (await this.#options.control.query(statement('resume'), [adAccountId])).length > 0;
  }

  /**
   * Notes the pace when that was not done a moment ago. To be called after every answer: a process that dies between two
   * batches leaves to the next one what was spent, or that would send what the platform has to refuse.
   */
  async notePaceAgain(adAccountId: number): Promise<void> {
    const since = performance.now() - (this.#notedAtMs.get(adAccountId) ?? Number.NEGATIVE_INFINITY);
    if (since >= noteEveryMs) await this.notePace(adAccountId);
  }

  /** Keeps what is known of the budgets for the next process, and until when they hold everything up. */
  async notePace(adAccountId: number): Promise<void> {
    const pace = this.#paces.get(adAccountId);
    if (pace === undefined) return;
    this.#notedAtMs.set(adAccountId, performance.now());
    const { heldUntilMs } = pace.standing();
    const until = heldUntilMs === null || heldUntilMs <= Date.now() ? null : new Date(heldUntilMs);
    await this.#options.control.query(statement('note-pace'), [
      adAccountId,
      JSON.stringify(pace.known()),
      until,
    ]);
  }

  /** One pace for an account in this process. */
  #paceOf(adAccountId: number, known: unknown): Pace {
    let pace = this.#paces.get(adAccountId);
    if (pace === undefined) {
      pace = this.#options.paceOf(known);
      this.#paces.set(adAccountId, pace);
    }
    return pace;
  }

  async #row(adAccountId: number): Promise<Row | null> {
    const [row] = await this.#options.control.query<Row>(statement('connections'), [adAccountId]);
    return row ?? null;
  }
}

function recordOf(row: Row): ConnectionRecord {
  return {
    adAccountId: row.ad_account_id,
    accountName: row.name,
    graphId: row.graph_id,
    apiVersion: row.api_version,
    graphUrl: row.graph_url,
    hasAppSecret: row.sealed_app_secret !== null,
    state: row.state,
    why: row.why,
    said: row.said,
    link: row.link,
    waitUntil: row.wait_until !== null && row.wait_until.getTime() > Date.now() ? row.wait_until : null,
    connectedAt: row.connected_at,
  };
}
