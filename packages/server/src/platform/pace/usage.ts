/**
 * What an answer tells of limits: each meter as it stands. Platforms that do not tell give none, and are paced by
 * their refusals alone.
 */
export type Usage = readonly MeterReading[];

export interface MeterReading {
  /** Which limit; the same name in every answer. */
  readonly meter: string;
  /** How much of it is spent, of 100. */
  readonly percent: number;
  /** The platform rounds down: up to one more is spent. */
  readonly isRoundedDown: boolean;
  /** Only calls that bring people are counted. */
  readonly isOfWrites: boolean;
  /** Over how long it is counted. */
  readonly windowMs: number;
  /** It is spent, and there is room again after so long. */
  readonly regainMs: number | null;
}
