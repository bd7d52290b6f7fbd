import { readFileSync } from 'node:fs';
import { WrongUsage } from '../../failure.ts';

/** One thing to find people for. */
export interface Task {
  readonly name: string;
  /** A column of the labels whose positives have 1, or `token:COLUMN:TOKEN`: the column of the people has the token. */
  readonly trait: string;
  /** A column of the labels; null where people are not worth more or less. */
  readonly value: string | null;
  readonly seeds: number;
  /** Features, and tokens of any feature, that the model must not see. */
  readonly excludedFeatures: readonly string[];
  readonly excludedTokens: readonly string[];
  /** In capitals; empty: all countries of the people. */
  readonly countries: readonly string[];
}

/** Reads a file of tasks. Throws WrongUsage that names what is wrong. */
export function readTasks(path: string): Task[] {
  const list = parsed(path);
  if (!Array.isArray(list) || list.length === 0)
    throw new WrongUsage(`${path} must be a JSON list of tasks.`);
  return list.map((each, index) => taskOf(each, `task ${index + 1} of ${path}`));
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new WrongUsage(`The file ${path} cannot be read as JSON: ${code ?? message}.`);
  }
}

function taskOf(raw: unknown, place: string): Task {
  if (typeof raw !== 'object' || raw === null) throw new WrongUsage(`${place} is no object.`);
  const fields = raw as Readonly<Record<string, unknown>>;
  return {
    name: textOf(fields, 'name', place),
    trait: textOf(fields, 'trait', place),
    value: fields['value'] === undefined || fields['value'] === null ? null : textOf(fields, 'value', place),
    seeds: countOf(fields, 'n_seed', place),
    excludedFeatures: namesOf(fields, 'exclude', place),
    excludedTokens: namesOf(fields, 'exclude_tokens', place),
    countries: namesOf(fields, 'countries', place).map((country) => country.trim().toUpperCase()),
  };
}

function textOf(fields: Readonly<Record<string, unknown>>, name: string, place: string): string {
  const value = fields[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new WrongUsage(`${place} needs "${name}", a text.`);
}

function countOf(fields: Readonly<Record<string, unknown>>, name: string, place: string): number {
  const value = fields[name];
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  throw new WrongUsage(`${place} needs "${name}", a whole number above 0.`);
}

function namesOf(fields: Readonly<Record<string, unknown>>, name: string, place: string): string[] {
  const value = fields[name] ?? [];
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  throw new WrongUsage(`"${name}" of ${place} must be a list of texts.`);
}

/** The column and the token of a trait that is a token; null for a column of the labels. */
export function tokenTrait(trait: string): { readonly column: string; readonly token: string } | null {
  const found = /^token:([^:]*):(.*)$/s.exec(trait);
  return found === null ? null : { column: found[1] ?? '', token: found[2] ?? '' };
}
