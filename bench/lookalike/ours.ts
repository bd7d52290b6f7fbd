import {
  type EncodedRows,
  type EncodingPlan,
  encode,
  planEncoding,
  statisticsOf,
} from '../../packages/server/src/lookalike/encoding/index.ts';
import { score, type Trained, train } from '../../packages/server/src/lookalike/model/index.ts';
import { featuresOf, type PeerTask } from './peers/index.ts';
import { hashOf, pickRows } from './rows.ts';
import type { DataSet, Split, Task } from './tasks.ts';

/** A population as the plan encodes it. */
export interface Population {
  readonly plan: EncodingPlan;
  readonly rows: EncodedRows;
}

export function encodePopulation(set: DataSet): Population {
  const cells = (column: string) => set.features.get(column) ?? [];
  const plan = planEncoding(set.featureNames.map((column) => statisticsOf(column, cells(column))));
  return { plan, rows: encode(plan, set.ids.length, (column, person) => cells(column)[person] ?? '') };
}

/** Candidates that stand for everybody: 20 for a seed, at least 8000 and at most 20 000. */
export function backgroundOf({ seeds, candidates }: Split): Int32Array {
  const size = Math.min(20_000, Math.max(8000, 20 * seeds.length));
  return candidates.toSorted((a, b) => hashOf(a) - hashOf(b)).slice(0, size);
}

export interface Ranked {
  readonly trained: Trained;
  /** By candidate. */
  readonly scores: Float64Array;
}

/** Trains, scores all candidates, and takes the cross-fitted scores for those of the background. */
export function rankOurs(
  { plan, rows }: Population,
  task: Task,
  split: Split,
  valueBased: boolean,
  maxTrees: number,
): Ranked {
  const background = backgroundOf(split);
  const which = Int32Array.from([...split.seeds, ...background]);
  const seeds = split.seeds.length;
  const trained = train(
    {
      plan,
      rows: pickRows(rows, plan, which),
      isSeed: Uint8Array.from(which, (_, k) => (k < seeds ? 1 : 0)),
      values: Float64Array.from(which, (row, k) =>
        k < seeds ? (split.values?.[row] ?? Number.NaN) : Number.NaN,
      ),
      hashes: Uint32Array.from(which, (row) => hashOf(row + 1_000_003)),
      seed: 1,
    },
    { excludeColumns: task.excludedFeatures, excludeTokens: task.excludedTokens, valueBased, maxTrees },
  );
  const offsets = plan.scalars.map(({ offset }) => offset);
  const scores = score(trained.form, offsets, pickRows(rows, plan, split.candidates));
  const placeOf = new Map(Array.from(split.candidates, (row, k) => [row, k]));
  for (const [k, row] of background.entries()) {
    scores[placeOf.get(row) ?? 0] = trained.crossFitted[seeds + k] ?? 0;
  }
  return { trained, scores };
}

/** The same seeds, background and candidates for a peer. */
export function peerTaskOf({ plan, rows }: Population, task: Task, split: Split): PeerTask {
  const allowed = {
    columns: (name: string) => !task.excludedFeatures.includes(name),
    tokens: (token: string) => !task.excludedTokens.includes(token),
  };
  const which = Int32Array.from([...split.seeds, ...backgroundOf(split)]);
  return {
    seeds: split.seeds.length,
    taught: featuresOf(plan, pickRows(rows, plan, which), allowed),
    candidates: featuresOf(plan, pickRows(rows, plan, split.candidates), allowed),
  };
}
