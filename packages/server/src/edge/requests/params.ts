import type { ErrorDetails } from '@kindred/contract';
import { ApiError } from '../answers/api-error.ts';

/** One documented parameter of a call: it is read, checked and described in the API's document by this. */
export interface Param {
  readonly name: string;
  readonly say: string;
  readonly required: boolean;
  readonly charsMax: number;
  /** Tells what is wrong with a value, in the words of "must …"; null: nothing. */
  readonly check?: (value: string) => string | null;
  readonly choices?: readonly string[];
  readonly example?: string;
}

/** Values as they came: text from forms and queries, anything from a JSON body. */
export type RawParams = { readonly get: (name: string) => unknown };

/** The value of a parameter; null when it is absent and may be. Throws parameter_missing or parameter_invalid. */
export function readParam(from: RawParams, param: Param): string | null {
  const raw = from.get(param.name);
  if (raw === undefined || raw === null) {
    if (param.required) throw new ApiError('parameter_missing', { parameter: param.name });
    return null;
  }
  const text = typeof raw === 'number' && Number.isSafeInteger(raw) ? String(raw) : raw;
  if (typeof text !== 'string') throw invalid(param, 'must be text');
  const value = text.trim();
  if (value === '') {
    if (param.required) throw invalid(param, 'must not be empty');
    return null;
  }
  const wrong = wrongWith(param, value);
  if (wrong !== null) throw invalid(param, wrong);
  return value;
}

/** Of a parameter that is true or false. */
export const flagChoices = ['true', 'false'] as const;

/** Like readParam, for a parameter that is true or false, as JSON or as a word. */
export function readFlag(from: RawParams, param: Param): boolean | null {
  const raw = from.get(param.name);
  if (typeof raw === 'boolean') return raw;
  const word = readParam({ get: () => raw }, param);
  return word === null ? null : word === 'true';
}

/** Like readParam, for a list of some of these words; each counts once. One word may stand alone. */
export function readWords<Word extends string>(
  from: RawParams,
  param: Param,
  words: readonly Word[],
): readonly Word[] | null {
  const raw = from.get(param.name);
  if (raw === undefined || raw === null) return null;
  const given: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
  if (given.every((word) => words.some((known) => known === word))) {
    return words.filter((known) => given.includes(known));
  }
  throw invalid(param, `must be a list of: ${words.join(', ')}`);
}

/** Like readParam, for a parameter that is required. */
export function readRequired(from: RawParams, param: Param): string {
  const value = readParam(from, { ...param, required: true });
  if (value === null) throw new ApiError('parameter_missing', { parameter: param.name });
  return value;
}

function wrongWith(param: Param, value: string): string | null {
  if ([...value].length > param.charsMax) return `must not be longer than ${param.charsMax} characters`;
  // Control characters in a name are never meant, and PostgreSQL refuses NUL.
  if (/[^\P{Cc}\t\n\r]/u.test(value)) return 'must not hold control characters';
  if (param.choices !== undefined && !param.choices.includes(value)) {
    return `must be one of: ${param.choices.join(', ')}`;
  }
  return param.check?.(value) ?? null;
}

function invalid(param: Param, problem: string): ApiError {
  const details: ErrorDetails = { parameter: param.name, problem };
  return new ApiError('parameter_invalid', details);
}
