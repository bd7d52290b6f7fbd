import type { EncodingPlan, ScalarColumn, TokenColumn } from '../../encoding/index.ts';
import type { AdditiveWeights, Split } from '../form.ts';
import type { Sample } from '../members/sample.ts';

/** People of one kind: how frequent they are among the seeds, where 100 is as frequent as in the background. */
export interface Trait {
  /** `missing`, `other`, a level or a token by its name, or a range from (inclusive) to (exclusive). */
  readonly what: 'missing' | 'other' | 'level' | 'token' | 'range';
  readonly name: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly index: number;
  readonly seedShare: number;
  readonly backgroundShare: number;
}

export interface StrongColumn {
  readonly name: string;
  /** Its part in what the model tells, 0 to 1. */
  readonly strength: number;
  /** Only those of at least fifty seeds, so that they tell of nobody. */
  readonly traits: readonly Trait[];
}

const columnsMax = 10;
const rangesMax = 5;
const traitsMax = 12;
const seedsShownMin = 50;

/** What splits of trees won, and which asked them. */
export interface Gain {
  readonly split: Split;
  readonly gain: number;
}

/** The columns that tell most, by the spread of their weights over the background and by what trees won with them. */
export function portraitOf(
  sample: Sample,
  additive: AdditiveWeights,
  gains: readonly Gain[],
  treeShare: number,
): StrongColumn[] {
  const spreads = normalised(additiveSpreads(sample, additive));
  const won = new Map<string, number>();
  for (const { split, gain } of gains) {
    const name = columnOf(sample.plan, split);
    won.set(name, (won.get(name) ?? 0) + gain);
  }
  const byTrees = normalised(won);
  const names = new Set([...spreads.keys(), ...byTrees.keys()]);
  return [...names]
    .map((name) => ({
      name,
      strength: (1 - treeShare) * (spreads.get(name) ?? 0) + treeShare * (byTrees.get(name) ?? 0),
    }))
    .filter(({ strength }) => strength > 0)
    .sort((a, b) => b.strength - a.strength || (a.name < b.name ? -1 : 1))
    .slice(0, columnsMax)
    .map((column) => ({ ...column, traits: traitsOf(sample, column.name) }));
}

function normalised(parts: ReadonlyMap<string, number>): Map<string, number> {
  const total = [...parts.values()].reduce((sum, each) => sum + each, 0);
  return new Map([...parts].map(([name, part]) => [name, total > 0 ? part / total : 0]));
}

/** The spread over the background of what each column adds. */
function additiveSpreads(sample: Sample, weights: AdditiveWeights): Map<string, number> {
  const { plan, rows } = sample;
  const width = plan.scalars.length;
  const spreads = new Map<string, number>();
  const note = (name: string, addedBy: (row: number) => number) => {
    let [count, sum, squares] = [0, 0, 0];
    for (let row = 0; row < rows.count; row++) {
      if (sample.isSeed[row] === 1) continue;
      const value = addedBy(row);
      count += 1;
      sum += value;
      squares += value * value;
    }
    spreads.set(name, Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2)));
  };
  for (const index of sample.columns) {
    const { name, raw } = plan.scalars[index] as ScalarColumn;
    const slope = raw < 0 ? 0 : (weights.raws[raw] as number);
    note(name, (row) => {
      const ofCode = weights.table[rows.codes[row * width + index] as number] as number;
      return slope === 0 ? ofCode : ofCode + slope * (rows.raws[row * plan.rawCount + raw] as number);
    });
  }
  for (const { name, offset, tokens } of plan.tokenColumns) {
    note(name, (row) => {
      const end = rows.tokenStarts[row + 1] as number;
      let sum = 0;
      for (let at = rows.tokenStarts[row] as number; at < end; at++) {
        const token = rows.tokens[at] as number;
        if (token < offset || token >= offset + tokens.length) continue;
        sum += weights.tokens[token] as number;
      }
      return sum;
    });
  }
  for (const { stem, columns, offset } of plan.embeddings) {
    note(stem, (row) =>
      columns.reduce((sum, _, k) => {
        const value = rows.embedding[row * plan.dimensionCount + offset + k] as number;
        return sum + (weights.embedding[offset + k] as number) * value;
      }, 0),
    );
  }
  return spreads;
}

function columnOf(plan: EncodingPlan, { on, index }: Split): string {
  if (on === 'code' || on === 'level') return plan.scalars[index]?.name ?? '';
  if (on === 'embedding') return plan.embeddings.findLast(({ offset }) => offset <= index)?.stem ?? '';
  if (on === 'token') return plan.tokenColumns.findLast(({ offset }) => offset <= index)?.name ?? '';
  return plan.tokenColumns[0]?.name ?? '';
}

function traitsOf(sample: Sample, name: string): Trait[] {
  const index = sample.plan.scalars.findIndex((column) => column.name === name);
  const scalar = sample.plan.scalars[index];
  if (scalar !== undefined) return scalarTraits(sample, index, scalar);
  const column = sample.plan.tokenColumns.find((each) => each.name === name);
  return column === undefined ? [] : tokenTraits(sample, column);
}

type Counts = readonly [background: Float64Array, seeds: Float64Array];
type Named = Pick<Trait, 'what'> & Partial<Pick<Trait, 'name' | 'from' | 'to'>>;

function scalarTraits(sample: Sample, index: number, column: ScalarColumn): Trait[] {
  const { rows, isSeed, plan } = sample;
  const counts: Counts = [new Float64Array(column.codes), new Float64Array(column.codes)];
  for (let row = 0; row < rows.count; row++) {
    const ofSide = counts[isSeed[row] as 0 | 1];
    const code = (rows.codes[row * plan.scalars.length + index] as number) - column.offset;
    ofSide[code] = (ofSide[code] as number) + 1;
  }
  const missing = traitOf(counts, 0, 1, { what: 'missing' });
  const others =
    column.kind === 'category'
      ? [
          traitOf(counts, 1, 2, { what: 'other' }),
          ...column.levels.map((level, k) => traitOf(counts, k + 2, k + 3, { what: 'level', name: level })),
        ]
      : rangesOf(column, counts).map(([from, to]) => {
          const range: Named = {
            what: 'range',
            from: column.cuts[from - 2] ?? null,
            to: column.cuts[to - 2] ?? null,
          };
          return traitOf(counts, from, to, range);
        });
  return shown([missing, ...others]);
}

/** Codes of about a fifth of the background each. */
function rangesOf({ codes }: ScalarColumn, [background]: Counts): [from: number, to: number][] {
  const total = background.reduce((sum, count, code) => (code === 0 ? sum : sum + count), 0);
  const ranges: [number, number][] = [];
  let [from, mass] = [1, 0];
  for (let code = 1; code < codes; code++) {
    mass += background[code] as number;
    if (mass < total / rangesMax && code < codes - 1) continue;
    ranges.push([from, code + 1]);
    [from, mass] = [code + 1, 0];
  }
  return ranges;
}

function tokenTraits({ rows, isSeed }: Sample, { offset, tokens }: TokenColumn): Trait[] {
  const counts: Counts = [new Float64Array(tokens.length), new Float64Array(tokens.length)];
  const people = [0, 0];
  for (let row = 0; row < rows.count; row++) {
    const side = isSeed[row] as 0 | 1;
    people[side] = (people[side] as number) + 1;
    for (const token of rows.tokens.subarray(rows.tokenStarts[row], rows.tokenStarts[row + 1])) {
      const ofSide = counts[side];
      if (token >= offset && token < offset + tokens.length) {
        ofSide[token - offset] = (ofSide[token - offset] as number) + 1;
      }
    }
  }
  return shown(
    tokens.map((token, k) =>
      traitOf(counts, k, k + 1, { what: 'token', name: token }, people as [number, number]),
    ),
  );
}

interface CountedTrait extends Trait {
  readonly seeds: number;
}

function traitOf(
  counts: Counts,
  from: number,
  to: number,
  named: Named,
  people?: readonly [number, number],
): CountedTrait {
  const [background, seeds] = counts.map((each) => sumOf(each, from, to)) as [number, number];
  const [backgroundTotal, seedTotal] =
    people ?? (counts.map((each) => sumOf(each, 0, each.length)) as [number, number]);
  const [seedShare, backgroundShare] = [
    seeds / Math.max(1, seedTotal),
    background / Math.max(1, backgroundTotal),
  ];
  const index = Math.round((100 * seedShare) / Math.max(backgroundShare, 1 / Math.max(1, backgroundTotal)));
  return { name: null, from: null, to: null, ...named, index, seedShare, backgroundShare, seeds };
}

/** The most telling first. */
function shown(traits: readonly CountedTrait[]): Trait[] {
  const told = ({ seedShare, backgroundShare }: Trait) =>
    Math.abs(seedShare - backgroundShare) / Math.sqrt(backgroundShare + 1e-4);
  return traits
    .filter(({ seeds }) => seeds >= seedsShownMin)
    .sort((a, b) => told(b) - told(a))
    .slice(0, traitsMax)
    .map(({ seeds: _, ...trait }) => trait);
}

function sumOf(counts: Float64Array, from: number, to: number): number {
  return counts.subarray(from, to).reduce((sum, count) => sum + count, 0);
}
