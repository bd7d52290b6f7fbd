import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** What a list of so many lines holds, and what must come of it. */
export interface Expected {
  readonly lines: number;
  readonly blank: number;
  readonly unusable: number;
  readonly sent: number;
  /** Different people of the population on it. */
  readonly people: number;
}

/** Everybody with an even number is in the population. */
export function address(number: number): string {
  return `person${number}@example${number % 97}.com`;
}

const rowsAtOnce = 10_000;

/** Writes a list without a header in which each line is an address, its hash, one that came before, a fault, or blank. */
export async function writeList(path: string, lines: number): Promise<Expected> {
  const counts = { lines, blank: 0, unusable: 0 };
  const people = new Set<number>();
  await writeLines(path, lines, (line) => {
    if (line % 1009 === 1008) {
      counts.blank += 1;
      return '';
    }
    if (line % 503 === 502) {
      counts.unusable += 1;
      return 'nobody at all';
    }
    const number = line % 211 === 210 ? line - 200 : line;
    if (number % 2 === 0) people.add(number);
    return line % 3 === 2 ? createHash('sha256').update(address(number)).digest('hex') : address(number);
  });
  return { ...counts, sent: lines - counts.blank - counts.unusable, people: people.size };
}

/** The population, as a file to be imported. */
export function writePopulation(path: string, lines: number): Promise<void> {
  return writeLines(path, lines / 2 + 1, (line) =>
    line === 0 ? 'id,country,email' : `p${line},DE,${address((line - 1) * 2)}`,
  );
}

async function writeLines(path: string, lines: number, lineOf: (line: number) => string): Promise<void> {
  const out = createWriteStream(path);
  for (let from = 0; from < lines; from += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, lines - from);
    const text = Array.from({ length: count }, (_, index) => `${lineOf(from + index)}\n`).join('');
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}
