import { existsSync, readdirSync } from 'node:fs';
import type { Bench } from '../kit/outcome.ts';
import { UsageError } from './usage-error.ts';

const folder = new URL('../', import.meta.url);

/** Names of the folders that hold a `bench.ts`, sorted. */
export function benchNames(): readonly string[] {
  return readdirSync(folder)
    .filter((name) => existsSync(new URL(`${name}/bench.ts`, folder)))
    .toSorted();
}

/** Throws a UsageError that lists what there is. */
export async function loadBench(name: string): Promise<Bench> {
  const names = benchNames();
  if (!names.includes(name)) {
    throw new UsageError(`There is no bench "${name}". There are: ${names.join(', ')}.`);
  }
  const module = (await import(new URL(`${name}/bench.ts`, folder).href)) as { readonly bench: Bench };
  return module.bench;
}
