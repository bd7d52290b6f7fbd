import { person, sha256 } from '../dev-env/index.ts';
import type { Random } from '../dev-env/random.ts';

export const peopleCount = 2000;

/** A file, and what must become of its lines whatever happens on the way. */
export interface SimulatedFile {
  readonly content: Buffer;
  /** People whose hashes stand in it, once or more often. */
  readonly people: ReadonlySet<number>;
  readonly lines: number;
  readonly blank: number;
  readonly rejected: number;
  readonly duplicates: number;
}

/** How many lines: mostly few, now and then as many as fill several pieces of a load. */
const sizes: readonly (readonly [share: number, min: number, max: number])[] = [
  [0.06, 0, 0],
  [0.34, 1, 100],
  [0.35, 100, 5000],
  [0.17, 5000, 50_000],
  [0.08, 50_000, 300_000],
];

const hashes: string[] = [];

function hashOf(number: number): string {
  hashes[number] ??= sha256(person(number).email);
  return hashes[number];
}

export function simulateFile(random: Random, serial: number): SimulatedFile {
  const lines = linesOf(random);
  const special = Math.min(lines, random.integer(0, 900));
  const first = random.integer(1, peopleCount - 899);
  const texts = Array.from({ length: lines }, (_, index) => strangerOf(serial, index));
  const people = new Set<number>();
  const counts = { blank: 0, rejected: 0, duplicates: 0 };
  const positions = positionsOf(random, lines, special);
  for (const [index, position] of positions.entries()) {
    const before = positions[index - 1];
    const dice = random.next();
    if (dice < 0.05) {
      texts[position] = random.pick(['', '  ', '\r']);
      counts.blank += 1;
    } else if (dice < 0.1) {
      texts[position] = random.pick(['mary@example.com', 'not a hash', 'f'.repeat(63)]);
      counts.rejected += 1;
    } else if (dice < 0.15 && before !== undefined && texts[before]?.length === 64) {
      texts[position] = texts[before].toUpperCase();
      counts.duplicates += 1;
    } else {
      texts[position] = hashOf(first + index);
      people.add(first + index);
    }
  }
  const content = Buffer.from(texts.map((text) => `${text}\n`).join(''));
  return { content, people, lines, ...counts };
}

function linesOf(random: Random): number {
  let dice = random.next();
  for (const [share, min, max] of sizes) {
    if (dice < share) return random.integer(min, max);
    dice -= share;
  }
  return 0;
}

/** Different places in the file, rising. */
function positionsOf(random: Random, lines: number, count: number): readonly number[] {
  if (count === 0) return [];
  const step = lines / count;
  return Array.from({ length: count }, (_, index) => Math.floor(index * step + random.next() * (step - 1)));
}

/** The hash of nobody; no two lines of all files share one. */
function strangerOf(serial: number, index: number): string {
  return `${serial.toString(16).padStart(8, '0')}${index.toString(16).padStart(8, '0')}`.padEnd(64, 'ab');
}
