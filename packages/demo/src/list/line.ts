import { hash } from 'node:crypto';
import { identityOf, type Random, traitsOf } from '../population/index.ts';
import type { BadLine } from './plan.ts';

/** The SHA-256 of a person's address as the population has it, normalised: trimmed and in small letters. */
export function emailHash(seed: number, index: number): string {
  return hash('sha256', emailOf(seed, index));
}

/** Strangers have addresses made by the same rule, but numbers that no one in the population has. */
function emailOf(seed: number, index: number): string {
  const { email } = identityOf(seed, index, traitsOf(seed, index));
  return email ?? `person.${index}@mail.example.com`;
}

/** The same hash as files in the wild write it: mostly plain, at times in capitals, in quotes, or padded. */
export function written(hex: string, random: Random): string {
  const point = random.next();
  if (point < 0.02) return hex.toUpperCase();
  if (point < 0.04) return `"${hex}"`;
  return point < 0.06 ? `  ${hex}\t` : hex;
}

/** A line that is not a usable hash, of the kind that is asked for. */
export function badLine(kind: BadLine, seed: number, index: number): string {
  const email = emailOf(seed, index);
  const hex = hash('sha256', email);
  switch (kind) {
    case 'header':
      return 'email';
    case 'clear_email':
      return email;
    case 'clear_phone':
      return `+39 347 ${1_000_000 + index}`;
    case 'md5':
      return hash('md5', email);
    case 'sha1':
      return hash('sha1', email);
    case 'short_hash':
      return hex.slice(1);
    case 'long_hash':
      return `${hex}0`;
    case 'base64':
      return Buffer.from(hex, 'hex').toString('base64');
    case 'empty_hash':
      return hash('sha256', '');
  }
}
