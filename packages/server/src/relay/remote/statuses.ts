import type { Control } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { Platform, RemoteAudience } from '../../platform/index.ts';
import type { Connections } from '../connection/index.ts';

const statement = sqlIn(import.meta.url);

/** A status is read at most so often, and only when somebody asks. */
const freshSeconds = 60;
/** Who asks is not kept waiting for longer: what was read last is shown. */
const patienceMs = 3000;

/** Reads the statuses and sizes of audiences from their platform, and keeps them for a while. */
export class Statuses {
  readonly #control: Control;
  readonly #platform: Platform;
  readonly #connections: Connections;
  readonly #reading = new Map<number, Promise<void>>();

  constructor(control: Control, platform: Platform, connections: Connections) {
    this.#control = control;
    this.#platform = platform;
    this.#connections = connections;
  }

  /** Reads what is stale of an ad account; true when something new may be known. Those asked for go first. */
  async refresh(adAccountId: number, audienceIds: readonly number[]): Promise<boolean> {
    const { idsPerReadMax } = this.#platform.traits;
    const stale = await this.#control.query<{ id: number; remote_id: string }>(statement('stale-statuses'), [
      adAccountId,
      freshSeconds,
      audienceIds,
      idsPerReadMax,
    ]);
    if (!stale.some(({ id }) => audienceIds.includes(id))) return false;
    let reading = this.#reading.get(adAccountId);
    if (reading === undefined) {
      reading = this.#read(adAccountId, stale).finally(() => this.#reading.delete(adAccountId));
      this.#reading.set(adAccountId, reading);
    }
    await reading;
    return true;
  }

  async #read(
    adAccountId: number,
    stale: readonly { readonly id: number; readonly remote_id: string }[],
  ): Promise<void> {
    const open = await this.#connections.open(adAccountId);
    if (open === null || open.record.state === 'paused') return;
    const signal = AbortSignal.timeout(patienceMs);
    const ids = stale.map((each) => each.remote_id);
    try {
      const outcome = await this.#platform.readAudiences(open.connection, ids, { signal });
      if (outcome.kind !== 'done') {
        await this.#connections.pauseFor(open.record, outcome);
        return;
      }
      const found = new Map(outcome.value.map((each) => [each.audienceId, each]));
      await this.#control.query(statement('note-statuses'), [
        stale.map(({ id }) => id),
        stale.map(({ remote_id: id }) => {
          const remote = found.get(id);
          return remote === undefined ? '' : JSON.stringify(shownOf(remote));
        }),
      ]);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}

/** What is kept of it. */
function shownOf({ operation, delivery, size, isReplacing, contentChangedSeconds }: RemoteAudience) {
  return { operation, delivery, size, isReplacing, content_changed: contentChangedSeconds };
}
