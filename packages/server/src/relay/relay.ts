import type { AdAccount } from '../access/index.ts';
import type { Column } from '../column/index.ts';
import type { Control } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import { addressProblem, type Finding, Pace, type Platform } from '../platform/index.ts';
import { type ConnectionRecord, Connections, type Credentials } from './connection/index.ts';
import { BatchReader, type CourierEnd } from './delivery/index.ts';
import { Mirror } from './mirror/index.ts';
import { Forwarder } from './optout/index.ts';
import { Outbox } from './outbox/index.ts';
import { Packer } from './packing/index.ts';
import { RelayPlans } from './plan/index.ts';
import { Reception, type ReceptionPlan } from './reception.ts';
import { RemoteAudiences, Statuses } from './remote/index.ts';
import { RelayReports } from './report/index.ts';
import { Deliverer } from './uploads/index.ts';

const statement = sqlIn(import.meta.url);

/** A job that waits is asked for again after at most this; the sweep looks each minute anyway. */
const waitMsMax = 60_000;

export interface RelayOptions {
  readonly control: Control;
  readonly column: Column;
  readonly platform: Platform;
  /** 32 bytes, under which tokens and the keys of what is on its way are stored. */
  readonly key: Buffer;
  readonly pepper: { readonly k0: string; readonly k1: string };
  readonly dropSegment: (segment: number) => Promise<void>;
  /** Asks for `deliver` to be called soon. */
  readonly requestDelivery: (audienceId: number) => Promise<void>;
  /** Asks for `deliverOptOuts` to be called soon. */
  readonly requestOptOuts: (adAccountId: number) => Promise<void>;
  readonly onDelivered: (uploadId: number) => void;
  readonly onFailed: (uploadId: number, error: unknown) => void;
}

/** Audiences that live at a platform: everything that goes there, and what comes back. */
export class Relay {
  readonly connections: Connections;
  readonly plans: RelayPlans;
  readonly reports: RelayReports;
  readonly statuses: Statuses;
  /** Of opt-outs. */
  readonly forwarder: Forwarder;
  readonly #options: RelayOptions;
  readonly #outbox: Outbox;
  readonly #packer: Packer;
  readonly #mirror: Mirror;
  readonly #audiences: RemoteAudiences;
  readonly #deliverer: Deliverer;
  readonly #stop = new AbortController();
  readonly #timers = new Map<number, NodeJS.Timeout>();

  constructor(options: RelayOptions) {
    const { control, platform, key } = options;
    this.#options = options;
    this.connections = new Connections({
      control,
      key,
      paceOf: (known) => new Pace({ clock: Date.now, known }),
    });
    this.plans = new RelayPlans(options);
    this.reports = new RelayReports(control, this.connections);
    this.statuses = new Statuses(control, platform, this.connections);
    this.#outbox = new Outbox(control);
    this.#packer = new Packer({ ...options, traits: platform.traits });
    this.#mirror = new Mirror({ ...options, packer: this.#packer });
    this.#audiences = new RemoteAudiences(control, platform);
    const courier = {
      ...options,
      outbox: this.#outbox,
      packer: this.#packer,
      connections: this.connections,
      reader: new BatchReader({
        ...options,
        newestOptOut: () => this.#packer.newestOptOut(),
        isMirroredSince: (audienceId, relayId) => this.#outbox.isMirroredSince(audienceId, relayId),
      }),
      stop: this.#stop.signal,
    };
    this.#deliverer = new Deliverer({
      ...courier,
      audiences: this.#audiences,
      packMirror: (relay) => this.#mirror.pack(relay),
      settleRoster: (relay, arrived) => this.#mirror.settle(relay, arrived),
    });
    this.forwarder = new Forwarder({ ...courier, request: options.requestOptOuts });
  }

  /** What is wrong with the address of a platform, in the words of "must …"; null: nothing. */
  addressProblem(url: string): string | null {
    return addressProblem(url, { isHttpAllowed: false });
  }

  /** Opens an ad account with another token; what waited for it goes on. */
  async connect(
    adAccountId: number,
    given: Pick<Credentials, 'token' | 'appSecret'> & {
      readonly apiVersion: string | null;
      readonly graphUrl: string | null;
    },
  ): Promise<ConnectionRecord> {
    const { url, version } = this.#options.platform.traits;
    const before = await this.connections.find(adAccountId);
    const record = await this.connections.connect(adAccountId, {
      ...given,
      apiVersion: given.apiVersion ?? before?.apiVersion ?? version,
      graphUrl: given.graphUrl ?? before?.graphUrl ?? url,
    });
    await this.resume(adAccountId);
    return record;
  }

  /** Uploads on their way, the newest first. */
  async openUploads(): Promise<
    readonly { readonly uploadId: number; readonly audienceId: number; readonly adAccountId: number }[]
  > {
    const rows = await this.#options.control.query<{
      upload_id: number;
      audience_id: number;
      ad_account_id: number;
    }>(statement('open-uploads'));
    return rows.map((row) => ({
      uploadId: row.upload_id,
      audienceId: row.audience_id,
      adAccountId: row.ad_account_id,
    }));
  }

  /** How a file for this account is taken in; null when its audiences live here. */
  receive({ id, platform }: AdAccount, plan: Omit<ReceptionPlan, 'adAccountId'>): Reception | null {
    if (platform === 'local') return null;
    return new Reception(this.#options.platform, this.#outbox, this.#options.key, {
      ...plan,
      adAccountId: id,
    });
  }

  async isRelayed(audienceId: number): Promise<boolean> {
    return (await this.#options.control.query(statement('is-relayed'), [audienceId])).length > 0;
  }

  /** Does what is to be done for an audience, as far as it gets now. For a job; may run at any time, and again. */
  async deliver(audienceId: number): Promise<void> {
    const audience = await this.#audiences.find(audienceId);
    if (audience === null) return;
    const held = audience.isDeleted
      ? await this.#forget(audienceId)
      : await this.#deliverer.deliverAll(audienceId);
    this.#later(audienceId, held, () => this.#options.requestDelivery(audienceId));
  }

  /** Brings opt-outs to an ad account. For a job, too. */
  async deliverOptOuts(adAccountId: number): Promise<void> {
    const held = await this.forwarder.deliver(adAccountId);
    this.#later(-adAccountId, held, () => this.#options.requestOptOuts(adAccountId));
  }

  /** Sends jobs for all that waits, of one account or of all. */
  async resume(adAccountId: number | null = null): Promise<void> {
    const { control, requestDelivery, requestOptOuts } = this.#options;
    const audiences = await control.query<{ id: number }>(statement('pending-audiences'), [adAccountId]);
    for (const { id } of audiences) await requestDelivery(id);
    const accounts = await control.query<{ ad_account_id: number }>(statement('pending-accounts'), [
      adAccountId,
    ]);
    for (const row of accounts) await requestOptOuts(row.ad_account_id);
  }

  /** Lets an account go on after its pause, and tries again what was refused or parked. False: never connected. */
  async retry(adAccountId: number): Promise<boolean> {
    if (!(await this.connections.resume(adAccountId))) return false;
    await this.#options.control.query(statement('retry-creations'), [adAccountId]);
    await this.#options.control.query(statement('unpark-account'), [adAccountId]);
    await this.resume(adAccountId);
    return true;
  }

  /** What is there of a connection, what is missing, and what to do about it. Null: never connected. */
  async check(adAccountId: number): Promise<{
    readonly record: ConnectionRecord;
    readonly findings: readonly Finding[];
  } | null> {
    const open = await this.connections.open(adAccountId);
    if (open === null) return null;
    return { record: open.record, findings: await this.#options.platform.check(open.connection) };
  }

  /** Ends what is under way at the next request. */
  stop(): void {
    this.#stop.abort();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  /** Gives back what the platform's client holds. */
  async close(): Promise<void> {
    await this.#options.platform.close();
  }

  /** Of a deleted audience everything is erased here, and then the audience there. */
  async #forget(audienceId: number): Promise<CourierEnd | null> {
    const { control, column } = this.#options;
    return control.exclusively(audienceId, async () => {
      await control.query(statement('forget-keys'), [audienceId]);
      const relays = await control.query<{ id: number }>(statement('open-relays'), [audienceId]);
      for (const { id } of relays) {
        await this.#packer.drop(id);
        await this.#mirror.forgetIncoming(id);
      }
      await this.#mirror.drop(audienceId);
      await column.exec(
        `ALTER TABLE relayed_keys DELETE IN PARTITION ${audienceId % 16} WHERE audience = ${audienceId} SETTINGS mutations_sync = 2`,
      );
      await control.query(statement('end-relays'), [audienceId]);
      const audience = await this.#audiences.find(audienceId);
      if (audience === null || audience.isGone) return null;
      const open = await this.connections.open(audience.adAccountId);
      if (open === null || open.record.state === 'paused') return null;
      const outcome = await this.#audiences.delete(audience, open);
      if (outcome === null) return null;
      await this.connections.pauseFor(open.record, outcome);
      const untilMs = outcome.kind === 'wait' ? outcome.untilMs : Date.now() + waitMsMax;
      return { kind: 'wait', untilMs, said: outcome.said };
    });
  }

  #later(key: number, held: CourierEnd | null, request: () => Promise<void>): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    if (held?.kind !== 'wait' || this.#stop.signal.aborted) return;
    const waitMs = Math.min(waitMsMax, Math.max(50, held.untilMs - Date.now()));
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      void request();
    }, waitMs);
    timer.unref();
    this.#timers.set(key, timer);
  }
}
