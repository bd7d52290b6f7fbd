/** What every peer gets. The same files that the server gets. */
export interface PeerInput {
  /** Where the peer may write. */
  readonly directory: string;
  readonly uploadPath: string;
  readonly populationPath: string;
  readonly runs: number;
  /** See `equalGround`, which every run starts from. */
  readonly patienceSeconds: number;
}

/** What a peer found: seconds of each run, and the number of people matched (null: it does not match). */
export interface PeerRuns {
  readonly seconds: readonly number[];
  readonly matched: number | null;
  /** How the peer did it, where it had a choice. */
  readonly how?: string;
}

export function secondsSince(startMs: number): number {
  return (performance.now() - startMs) / 1000;
}
