import { sha256 } from '../../dev-env/index.ts';
import type { Random } from '../../dev-env/random.ts';

/** A file of hashed addresses, and whom it names. */
export interface List {
  readonly content: string;
  readonly people: ReadonlySet<number>;
  readonly lines: number;
  readonly rejected: number;
  readonly duplicates: number;
}

const hashes: string[] = [];

export function hashOf(number: number): string {
  hashes[number] ??= sha256(`person${number}@town.example`);
  return hashes[number];
}

/** People from `first` on, with some repeats and some lines that are no hashes between them. */
export function listOf(random: Random, first: number, count: number): List {
  const people = Array.from({ length: count }, (_, index) => first + index);
  const lines: string[] = [];
  const counts = { rejected: 0, duplicates: 0 };
  for (const number of people) {
    lines.push(hashOf(number));
    if (random.chance(0.002)) {
      lines.push('mary@example.com');
      counts.rejected += 1;
    }
    if (random.chance(0.01)) {
      lines.push(hashOf(number).toUpperCase());
      counts.duplicates += 1;
    }
  }
  return { content: `${lines.join('\n')}\n`, people: new Set(people), lines: lines.length, ...counts };
}
