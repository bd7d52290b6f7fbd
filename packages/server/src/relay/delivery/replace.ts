import type { Pace, Platform, Refused } from '../../platform/index.ts';
import type { OpenBatch, Outbox, Relay } from '../outbox/index.ts';
import type { CourierEnd, Halt } from './end.ts';
import type { Session } from './session.ts';

/** Of the time that a replace may take, so much is planned for. */
const windowShare = 0.9;
/** How often it is begun. */
const replacesMax = 3;

/** The time of a replace: a platform ends it after a while, with what has arrived by then as the whole audience. */
export class Replace {
  readonly #outbox: Outbox;
  readonly #relay: Relay;
  readonly #pace: Pace;
  readonly #session: Session;
  readonly #windowMs: number;
  /** How often it was ended before all of it was there. */
  #cutOff: number;

  constructor(
    { outbox, platform }: { readonly outbox: Outbox; readonly platform: Platform },
    relay: Relay,
    pace: Pace,
    session: Session,
  ) {
    this.#outbox = outbox;
    this.#relay = relay;
    this.#pace = pace;
    this.#session = session;
    this.#windowMs = platform.traits.replaceWindowMs;
    this.#cutOff = relay.sessionsBegun;
  }

  /**
   * Opens its session, unless it would not end in time: then only a part of the list would stay there. Null: it may go. A
   * first batch that was sent may have opened one there, and no other one is taken beside it; but if it is the last one,
   * too, it has ended what it opened.
   */
  begin(requests: number, { sessionId, sentAt, attempts }: OpenBatch): CourierEnd | null {
    const takesMs = this.#pace.durationMs(requests);
    if (takesMs <= this.#windowMs * windowShare) {
      const isYoung = sentAt !== null && Date.now() - sentAt.getTime() < this.#windowMs * windowShare;
      const mayBeOpen = attempts > 0 && requests > 1 && isYoung;
      if (mayBeOpen && sessionId !== null) this.#session.resume(sessionId, sentAt);
      else this.#session.begin();
      return null;
    }
    const said =
      `The platform gives a replace ${minutesOf(this.#windowMs)} minutes, and this one would take about ` +
      `${minutesOf(takesMs)}: ${requests} requests at the present rate. ${whatIsThere(this.#cutOff > 0 || attempts > 0)} ` +
      'Use a mirror, of which only differences travel, or try again when there is more room.';
    return { kind: 'failed', said };
  }

  /** Null: its time is over. */
  sessionId(): Promise<string | null> {
    return this.#session.ofReplace(this.#windowMs * windowShare);
  }

  outOfTime(): Halt {
    return { kind: 'over', said: `The replace did not end within its ${minutesOf(this.#windowMs)} minutes.` };
  }

  /** What a refusal for good of one batch is for all of it. Null: nothing, the others go on. */
  refused({ seq }: OpenBatch, { said, scope }: Pick<Refused, 'said' | 'scope'>): Halt | null {
    // Without its first batch it cannot be.
    if (seq === 1 || scope === 'audience') {
      return { kind: 'failed', said: `${said} ${whatIsThere(seq > 1 || this.#cutOff > 0)}` };
    }
    return scope === 'session' ? { kind: 'over', said } : null;
  }

  /** All of its batches go again, in another session; unless that did not help before. */
  async beginAnew(said: string): Promise<CourierEnd | null> {
    this.#cutOff = await this.#outbox.beginSession(this.#relay.id);
    if (this.#cutOff >= replacesMax) {
      return { kind: 'failed', said: `${said} It was begun ${replacesMax} times. ${whatIsThere(true)}` };
    }
    await this.#outbox.restart(this.#relay.id);
    return null;
  }
}

function whatIsThere(hasBegun: boolean): string {
  return hasBegun
    ? 'The audience has what had arrived of it, which may be a part of the list only: replace it again.'
    : 'Nothing was sent, and the audience is as it was.';
}

function minutesOf(ms: number): number {
  return Math.ceil(ms / 60_000);
}
