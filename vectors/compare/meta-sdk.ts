import { createRequire } from 'node:module';
import type { Kind } from '@kindred/identity';
import { hex, type Vector } from './vector.ts';

/** The part of Meta's JavaScript SDK that normalises and hashes for the Conversions API. */
interface Normaliser {
  normalizeAndHash(input: string, field: string): string | null;
}

const sdk = createRequire(import.meta.url)('facebook-nodejs-business-sdk') as Readonly<
  Record<string, Normaliser>
>;
const normaliser = sdk['ServerSideUtils'];

/** What the SDK calls the kinds that it hashes. */
const fields: Readonly<Partial<Record<Kind, string>>> = {
  EMAIL: 'em',
  PHONE: 'ph',
  FN: 'fn',
  LN: 'ln',
  FI: 'fi',
  GEN: 'ge',
  DOBY: 'doby',
  DOBM: 'dobm',
  DOBD: 'dobd',
  CT: 'ct',
  ST: 'st',
  ZIP: 'zp',
  COUNTRY: 'country',
};

/**
 * same: the hash of the vector, or both refuse · variant: the hash of another form that is accepted · other: another
 * hash, which matches nobody · refuses: none, where the vector has one · takes: one, where the vector refuses ·
 * unasked: a kind that the SDK does not hash.
 */
export type Verdict = 'same' | 'variant' | 'other' | 'refuses' | 'takes' | 'unasked';

export function verdictOfSdk(vector: Vector): Verdict {
  const field = fields[vector.kind];
  if (field === undefined) return 'unasked';
  const digest = hashOf(vector.input, field);
  if (vector.refused !== undefined) {
    // It hands a hash on as it is, which is what a refusal for this reason asks the caller to do.
    const handedOn = vector.refused === 'already_hashed' && digest === vector.input.trim().toLowerCase();
    return digest === null || handedOn ? 'same' : 'takes';
  }
  if (digest === null) return 'refuses';
  if (digest === vector.sha256) return 'same';
  return vector.variants?.some((each) => hex(each) === digest) === true ? 'variant' : 'other';
}

function hashOf(input: string, field: string): string | null {
  try {
    return normaliser?.normalizeAndHash(input, field) ?? null;
  } catch {
    return null;
  }
}
