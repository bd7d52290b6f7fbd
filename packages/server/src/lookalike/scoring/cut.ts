import { type MemberState, memberParams, type RunTarget } from '../../audience/index.ts';
import type { Column, ColumnParams } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { sharedParts } from '../parts.ts';

const statement = sqlIn(import.meta.url);
const parts = { eligible: statement('eligible', sharedParts) };

/** A person's place in the order of scores: the higher number is more alike, and of equal ones the smaller person. */
interface Place {
  readonly place: bigint;
  readonly person: bigint;
}

/** Before everybody, and behind everybody. */
const first: Place = { place: (1n << 64n) - 1n, person: (1n << 64n) - 1n };
const last: Place = { place: 0n, person: (1n << 64n) - 1n };

export interface Cut {
  readonly modelId: number;
  readonly seed: MemberState;
  /** Ranks among those who may be members, counted from 0: from this one on, up to the other and without it. */
  readonly fromRank: number;
  readonly toRank: number;
}

/** Writes the people of some ranks as members. Exactly so many, or all there are. */
export async function writeCut(column: Column, cut: Cut, target: RunTarget): Promise<void> {
  // A share of a country with a handful of people may be nobody.
  if (cut.toRank <= cut.fromRank) return;
  const params = { ...memberParams(cut.seed), model: cut.modelId };
  const from = cut.fromRank === 0 ? first : await placeOf(column, cut.fromRank, params);
  if (from === null) return;
  const to = (await placeOf(column, cut.toRank, params)) ?? last;
  await column.exec(statement('write-members', parts), {
    ...params,
    to_audience: target.audienceId,
    to_epoch: target.epoch,
    to_run: target.run,
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
    const counts = await column.query<{ bits: string; people: string }>(statement(half, parts), {
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
  const [row] = await column.query<{ place: string; person: string }>(statement('find-place', parts), {
    ...params,
    bits,
    below: below - 1,
  });
  return row === undefined ? null : { place: BigInt(row.place), person: BigInt(row.person) };
}
