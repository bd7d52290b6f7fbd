import type { Column, ColumnParams } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { SeedState } from '../learning/index.ts';

const statement = sqlIn(import.meta.url);

/** A person's place in the order of scores: the higher number is more alike, and of equal ones the smaller person. */
interface Place {
  readonly place: bigint;
  readonly person: bigint;
}

/** Before everybody, and behind everybody. */
const first: Place = { place: (1n << 64n) - 1n, person: (1n << 64n) - 1n };
const last: Place = { place: 0n, person: (1n << 64n) - 1n };

/** Where members are written to. */
export interface CutTarget {
  readonly audienceId: number;
  readonly epoch: number;
  readonly run: number;
}

export interface Cut {
  readonly modelId: number;
  readonly seed: SeedState;
  /** Ranks among those who may be members, counted from 0: from this one on, up to the other and without it. */
  readonly fromRank: number;
  readonly toRank: number;
}

/** Writes the people of some ranks as members. Exactly so many, or all there are. */
export async function writeCut(column: Column, cut: Cut, target: CutTarget): Promise<void> {
  // A share of a country with a handful of people may be nobody.
  if (cut.toRank <= cut.fromRank) return;
  const params = eligibleParams(cut);
  const from = cut.fromRank === 0 ? first : await placeOf(column, cut.fromRank, params);
  if (from === null) return;
  const to = (await placeOf(column, cut.toRank, params)) ?? last;
  await column.exec(withEligible('write-members'), {
    ...params,
    audience: target.audienceId,
    epoch: target.epoch,
    run: target.run,
    from_place: from.place,
    from_person: from.person,
    to_place: to.place,
    to_person: to.person,
  });
}

/** The place of the last of so many people; null when there are fewer. */
async function placeOf(column: Column, people: number, params: ColumnParams): Promise<Place | null> {
  let below = people;
  let bits = 0n;
  for (const half of ['count-first-half', 'count-second-half']) {
    const counts = await column.query<{ bits: string; people: string }>(withEligible(half), {
      ...params,
      bits,
    });
    const found = counts.find((row) => {
      if (below <= Number(row.people)) return true;
      below -= Number(row.people);
      return false;
    });
    if (found === undefined) return null;
    bits = BigInt(found.bits);
  }
  const [row] = await column.query<{ place: string; person: string }>(withEligible('find-place'), {
    ...params,
    bits,
    below: below - 1,
  });
  return row === undefined ? null : { place: BigInt(row.place), person: BigInt(row.person) };
}

function withEligible(name: string): string {
  return statement(name).replace('/*eligible*/', `\n${statement('eligible')}\n`);
}

function eligibleParams({ modelId, seed }: Cut): ColumnParams {
  return {
    model: modelId,
    seed: seed.audienceId,
    seed_epoch: seed.epoch,
    seed_run: seed.run,
    seed_abandoned: seed.abandoned,
  };
}
