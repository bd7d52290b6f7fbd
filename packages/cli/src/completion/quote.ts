import type { CommandShape } from './shape.ts';

/** A word for bash and zsh. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Descriptions are shown in one line beside their word. */
export function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

/** Options of any command that take a value: the word behind them is no command. */
export function valuedFlags(shapes: readonly CommandShape[]): readonly string[] {
  const flags = shapes.flatMap((shape) => shape.flags).filter(({ value }) => value.kind !== 'none');
  return [...new Set(flags.flatMap(({ names }) => names))];
}

export const deepPaths = (shapes: readonly CommandShape[]): readonly string[] =>
  shapes.map(({ path }) => path).filter((path) => path !== '');
