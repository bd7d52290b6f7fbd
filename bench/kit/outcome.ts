/** Rows a second over the whole job, and the seconds that the job took. */
export interface Measured {
  readonly rows_per_s: number;
  readonly seconds: number;
}

export interface MeasuredServer extends Measured {
  /** The most memory that the server process held at once while it was measured (VmHWM). */
  readonly peak_rss_mib: number;
}

/** What a bench found, in the shape and with the keys in which it is printed as JSON. */
export interface Outcome {
  readonly ours: MeasuredServer;
  readonly peers: Readonly<Record<string, Measured>>;
  /** Ours divided by the peer, in rows a second: above 1 we are faster. */
  readonly ratios: Readonly<Record<string, number>>;
}

/** One line of the picture that people see. */
export interface BarLine {
  readonly name: string;
  readonly rowsPerSecond: number;
  readonly seconds: number;
  readonly note: string;
}

export interface Report {
  /** Printed as JSON with whatever else it holds: an `Outcome` where rows a second are what counts. */
  readonly outcome: { readonly ratios: Readonly<Record<string, number | null>> };
  /** For people: bars where rows a second are what counts, else a text. */
  readonly lines: readonly BarLine[] | string;
}

export interface BenchOptions {
  readonly rows: number;
  readonly population: number;
  readonly runs: number;
  /** A folder with the files of whoever runs the bench; null: none was named. */
  readonly dataDirectory: string | null;
  /** How long to wait before each run for the machine to be at rest. */
  readonly patienceSeconds: number;
  /** Peers that are left out. */
  readonly without: ReadonlySet<string>;
}

export interface Bench {
  /** One sentence that ends with a question mark. */
  readonly question: string;
  readonly defaults: { readonly rows: number; readonly population: number; readonly runs: number };
  readonly peers: readonly string[];
  run(options: BenchOptions): Promise<Report>;
}

export function measured(rows: number, seconds: number): Measured {
  return { rows_per_s: Math.round(rows / seconds), seconds: rounded(seconds) };
}

/** Ours divided by each peer. */
export function ratiosOf(ours: Measured, peers: Readonly<Record<string, Measured>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(peers).map(([name, peer]) => [name, rounded(ours.rows_per_s / peer.rows_per_s)]),
  );
}

export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Tells a person what is going on. On stderr, so that stdout holds the result alone. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}
