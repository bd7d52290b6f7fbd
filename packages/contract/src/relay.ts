/**
 * packing: rows are being made into batches · sending: batches are on their way · waiting: the platform asked for
 * patience, or failed; it goes on by itself · paused: somebody has to connect the account again or accept terms ·
 * parked: what is left of a removal waits until the audience has grown · ended: every batch has its verdict.
 */
export const relayStates = ['packing', 'sending', 'waiting', 'paused', 'parked', 'ended'] as const;
export type RelayState = (typeof relayStates)[number];

/**
 * What became of rows that were accepted for an audience at a platform. Once they are packed:
 * accepted = unchanged + relayed + refused + withheld + set_aside + parked + waiting.
 */
export interface RelayReport {
  readonly state: RelayState;
  /** The state in a sentence that says what to do, if there is something to do. */
  readonly say: string;
  /** Requests. sent_again: nobody could say whether they had arrived, so they went twice, which adds nobody twice. */
  readonly batches: {
    readonly all: number;
    readonly acknowledged: number;
    readonly waiting: number;
    readonly unclear: number;
    readonly parked: number;
    readonly set_aside: number;
    readonly sent_again: number;
  };
  readonly rows: {
    /** The platform took them. */
    readonly relayed: number;
    /** It found them invalid. */
    readonly refused: number;
    /** Of people who opted out before they were sent. */
    readonly withheld: number;
    /** In batches that it refused for good. */
    readonly set_aside: number;
    readonly parked: number;
    readonly waiting: number;
    /** Of a mirror: there already. */
    readonly unchanged: number;
    /** Of a mirror: people who are not in the file any more. They are none of its rows. */
    readonly taken_out: number;
  };
  readonly rows_per_second: number | null;
  /** When it ended, or will by what is known now. */
  readonly finish_at: string | null;
  /** line: of the uploaded file; null where the platform did not say which row it meant. */
  readonly refused_samples: readonly { readonly line: number | null; readonly reason: string }[];
  /** Refused rows that the platform did not name. */
  readonly refused_unnamed: number;
  readonly set_aside: readonly {
    readonly batches: number;
    readonly rows: number;
    /** The platform's own code. */
    readonly code: number | null;
    readonly say: string;
  }[];
}
