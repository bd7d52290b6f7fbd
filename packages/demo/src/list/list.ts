import { type Population, Random } from '../population/index.ts';
import { badLine, emailHash, written } from './line.ts';
import { type BadLine, type ListPlan, planList } from './plan.ts';
import { spendersFirst } from './spenders.ts';

/** A file of hashed people, and the truth about it, which the server must find. */
export interface List {
  readonly text: string;
  readonly plan: ListPlan;
  /** People of the population on this list who stand on no list before it. */
  readonly newPeople: number;
}

export interface Lists {
  readonly spending: List;
  readonly further: List;
}

/** The second file is this much smaller, and this share of its people were on the first. */
const furtherPart = 5;
const overlapShare = 0.3;

/** Both files. Throws RangeError where the population is too small for them. */
export function makeLists(population: Population, lines: number): Lists {
  const first = planList(lines);
  const second = planList(Math.max(200, Math.round(lines / furtherPart)));
  const again = Math.min(first.known, Math.round(second.known * overlapShare));
  const fresh = second.known - again;
  const spenders = spendersFirst(population, first.known + fresh);
  const strangers = population.people;
  const spending = { from: 0, to: first.known };
  const further = { from: first.known - again, to: first.known + fresh };
  return {
    spending: {
      text: listText(population.seed, first, spenders.subarray(spending.from, spending.to), strangers, 1),
      plan: first,
      newPeople: first.known,
    },
    further: {
      text: listText(
        population.seed,
        second,
        spenders.subarray(further.from, further.to),
        strangers + lines,
        2,
      ),
      plan: second,
      newPeople: fresh,
    },
  };
}

const salt = 0x115e;

function listText(
  seed: number,
  plan: ListPlan,
  known: Uint32Array,
  strangersFrom: number,
  file: number,
): string {
  const random = new Random(seed ^ salt, file);
  const good = goodHashes(seed, plan, known, strangersFrom);
  const lines = good.map((hex) => written(hex, random));
  for (let count = 0; count < plan.duplicates; count += 1) lines.push(written(random.pick(good), random));
  for (let count = 0; count < plan.blank; count += 1) lines.push(random.chance(0.5) ? '' : '   ');
  for (const [kind, count] of Object.entries(plan.bad) as [BadLine, number][]) {
    if (kind === 'header') continue;
    for (let index = 0; index < count; index += 1) lines.push(badLine(kind, seed, random.below(1_000_000)));
  }
  shuffle(lines, random);
  return `${[badLine('header', seed, 0), ...lines].join('\n')}\n`;
}

function goodHashes(seed: number, plan: ListPlan, known: Uint32Array, strangersFrom: number): string[] {
  const hashes = Array.from(known, (index) => emailHash(seed, index));
  for (let index = 0; index < plan.strangers; index += 1) hashes.push(emailHash(seed, strangersFrom + index));
  return hashes;
}

/** Fisher and Yates. */
function shuffle(items: string[], random: Random): void {
  for (let index = items.length - 1; index > 0; index -= 1) {
    const other = random.below(index + 1);
    const item = items[index] as string;
    items[index] = items[other] as string;
    items[other] = item;
  }
}
