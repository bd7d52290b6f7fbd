import type { EncodedRows, EncodingPlan } from '../../../packages/server/src/lookalike/encoding/index.ts';

/** What a peer learns from: a small whole number for every feature and row, feature by feature. */
export interface Features {
  readonly count: number;
  readonly bins: readonly Uint8Array[];
  readonly binCounts: readonly number[];
}

/** Seeds stand before the background. */
export interface PeerTask {
  readonly seeds: number;
  readonly taught: Features;
  readonly candidates: Features;
}

/** Gives the score of every candidate. */
export type Peer = (task: PeerTask) => Float64Array;

const dimensionBins = 32;
const tokensMax = 300;

export interface Allowed {
  readonly columns: (name: string) => boolean;
  readonly tokens: (token: string) => boolean;
}

/** Columns in their bins, dimensions in quantiles of a normal law, the most frequent tokens as yes and no. */
export function featuresOf(plan: EncodingPlan, rows: EncodedRows, allowed: Allowed): Features {
  const width = plan.scalars.length;
  const every = (value: (row: number) => number) =>
    Uint8Array.from({ length: rows.count }, (_, row) => value(row));
  const columns = plan.scalars.flatMap(({ name, offset, codes }, index) =>
    allowed.columns(name)
      ? [{ bins: every((row) => (rows.codes[row * width + index] ?? 0) - offset), count: codes }]
      : [],
  );
  const step = (z: number) =>
    Math.max(0, Math.min(dimensionBins - 1, Math.floor((z + 2.5) * (dimensionBins / 5))));
  const dimensions = plan.embeddings.flatMap(({ columns: names, offset }) =>
    names.flatMap((name, k) =>
      allowed.columns(name)
        ? [
            {
              bins: every((row) => step(rows.embedding[row * plan.dimensionCount + offset + k] ?? 0)),
              count: dimensionBins,
            },
          ]
        : [],
    ),
  );
  const tokens = plan.tokenColumns.flatMap(({ name, tokens: all, offset }) =>
    allowed.columns(name)
      ? all.flatMap((token, k) => (k < tokensMax && allowed.tokens(token) ? offset + k : []))
      : [],
  );
  const places = new Map(tokens.map((token, k) => [token, k]));
  const flags = tokens.map(() => new Uint8Array(rows.count));
  for (let row = 0; row < rows.count; row++) {
    for (const token of rows.tokens.subarray(rows.tokenStarts[row], rows.tokenStarts[row + 1])) {
      const flag = flags[places.get(token) ?? -1];
      if (flag !== undefined) flag[row] = 1;
    }
  }
  const all = [...columns, ...dimensions, ...flags.map((bins) => ({ bins, count: 2 }))];
  return { count: rows.count, bins: all.map(({ bins }) => bins), binCounts: all.map(({ count }) => count) };
}

/** The same features with at most sixteen bins each, of about as many taught people. */
export function coarse({ seeds, taught, candidates }: PeerTask, most = 16): PeerTask {
  const maps = taught.bins.map((bins, k) => {
    const counts = new Float64Array(taught.binCounts[k] ?? 0);
    for (const bin of bins) counts[bin] = (counts[bin] ?? 0) + 1;
    const map = new Uint8Array(counts.length);
    let [group, mass] = [0, 0];
    for (const [bin, count] of counts.entries()) {
      map[bin] = group;
      mass += count;
      if (counts.length <= most || mass >= taught.count / most || bin === 0) [group, mass] = [group + 1, 0];
    }
    return map;
  });
  const mapped = (features: Features): Features => ({
    count: features.count,
    bins: features.bins.map((bins, k) => bins.map((bin) => maps[k]?.[bin] ?? 0)),
    binCounts: maps.map((map) => (map.at(-1) ?? 0) + 1),
  });
  return { seeds, taught: mapped(taught), candidates: mapped(candidates) };
}
