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
  /** The platform rounds down: less than this is spent beside it. */
  readonly roundedDownBy: number;
  /** Only calls that bring people are counted. */
  readonly isOfWrites: boolean;
  /** What one call costs, where that is documented. */
  readonly costPercent: number | null;
  /** Over how long it is counted. */
  readonly windowMs: number;
}
