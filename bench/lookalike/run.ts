import { parseArgs } from 'node:util';
import {
  type EncodedRows,
  type EncodingPlan,
  encode,
  planEncoding,
  statisticsOf,
} from '../../packages/server/src/lookalike/encoding/index.ts';
import { score, train } from '../../packages/server/src/lookalike/model/index.ts';
import { type Metrics, meanOf, metricsOf } from './metrics.ts';
import { type PeopleSet, readPeopleSet, type Split, splitOf, type Task } from './tasks.ts';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    sets: { type: 'string', default: 'bank,cdnow,twitch_dev' },
    reps: { type: 'string', default: '0' },
    only: { type: 'string', default: '' },
    peers: { type: 'string', default: '' },
  },
});

for (const name of flags.sets.split(',')) {
  const set = readPeopleSet(flags.data ?? '.', name);
  const cells = (column: string) => set.people.columns.get(column) ?? [];
  const plan = planEncoding(set.features.map((column) => statisticsOf(column, cells(column))));
  const rows = encode(plan, set.people.count, (column, person) => cells(column)[person] ?? '');
  const all: Metrics[] = [];
  for (const task of set.tasks) {
    if (!task.name.includes(flags.only)) continue;
    for (const rep of flags.reps.split(',').map(Number)) {
      const split = splitOf(set, task, rep);
      const start = performance.now();
      const scores = ours(set, plan, rows, task, split);
      const found = metricsOf(split, scores);
      all.push(found);
      console.log(
        task.name,
        rep,
        JSON.stringify(meanOf([found])),
        `${Math.round(performance.now() - start)} ms`,
      );
    }
  }
  console.log(name, 'MEAN', JSON.stringify(meanOf(all)));
}

function hashOf(k: number): number {
  let h = Math.imul(k + 1, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function pick(rows: EncodedRows, plan: EncodingPlan, which: Int32Array): EncodedRows {
  const width = plan.scalars.length;
  const part = <T extends Uint16Array | Float32Array>(from: T, to: T, size: number): T => {
    for (const [k, row] of which.entries()) to.set(from.subarray(row * size, (row + 1) * size), k * size);
    return to;
  };
  const starts = new Uint32Array(which.length + 1);
  for (const [k, row] of which.entries()) {
    starts[k + 1] = (starts[k] ?? 0) + (rows.tokenStarts[row + 1] ?? 0) - (rows.tokenStarts[row] ?? 0);
  }
  const tokens = new Uint16Array(starts[which.length] ?? 0);
  for (const [k, row] of which.entries())
    tokens.set(rows.tokens.subarray(rows.tokenStarts[row], rows.tokenStarts[row + 1]), starts[k]);
  return {
    count: which.length,
    codes: part(rows.codes, new Uint16Array(which.length * width), width),
    raws: part(rows.raws, new Float32Array(which.length * plan.rawCount), plan.rawCount),
    tokenStarts: starts,
    tokens,
    embedding: part(
      rows.embedding,
      new Float32Array(which.length * plan.dimensionCount),
      plan.dimensionCount,
    ),
  };
}

function ours(
  _set: PeopleSet,
  plan: EncodingPlan,
  rows: EncodedRows,
  task: Task,
  split: Split,
): Float64Array {
  const size = Math.min(20_000, Math.max(8000, 20 * split.seeds.length));
  const background = [...split.candidates].sort((a, b) => hashOf(a) - hashOf(b)).slice(0, size);
  const which = Int32Array.from([...split.seeds, ...background]);
  const trained = train(
    {
      plan,
      rows: pick(rows, plan, which),
      isSeed: Uint8Array.from(which, (_, k) => (k < split.seeds.length ? 1 : 0)),
      values: Float64Array.from(which, (row, k) =>
        k < split.seeds.length ? (split.values?.[row] ?? Number.NaN) : Number.NaN,
      ),
      hashes: Uint32Array.from(which, (row) => hashOf(row * 7 + 3)),
      seed: 1,
    },
    {
      excludeColumns: task.exclude,
      excludeTokens: task.exclude_tokens ?? [],
      valueBased: split.values !== null,
    },
  );
  const scores = score(
    trained.form,
    plan.scalars.map(({ offset }) => offset),
    pick(rows, plan, split.candidates),
  );
  const placeOf = new Map(Array.from(split.candidates, (row, k) => [row, k]));
  which.forEach((row, k) => {
    const place = placeOf.get(row);
    if (place !== undefined && k >= split.seeds.length) scores[place] = trained.crossFitted[k] as number;
  });
  console.log(
    '   ',
    JSON.stringify({
      ...trained.mix,
      ...trained.blend,
      areas: trained.blend.areas.map((x) => +x.toFixed(4)),
    }),
  );
  return scores;
}
