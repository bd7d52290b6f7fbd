import { outcomeOf } from '../normalise.ts';
import { sha256 } from '../sha256.ts';
import type { FindingCode } from './finding.ts';

/** Hash in small letters → what was done wrong before; null: it is the right one. */
export type TestHashes = ReadonlyMap<string, FindingCode | null>;

/**
 * Whether a list was hashed rightly cannot be told from its hashes; but its uploader knows some addresses and numbers
 * that are on it, his own for example. These are hashed in the right way and in all usual wrong ones, and looked for.
 */
export async function testHashes(values: readonly string[], country = ''): Promise<TestHashes> {
  const found = new Map<string, FindingCode | null>();
  for (const value of values) {
    const wrong = value.includes('@') ? wrongEmails(value) : wrongPhones(value, country);
    for (const [text, code] of wrong) await add(found, await sha256(text), code);
  }
  // A wrong form may be the right one of another value, or of the same.
  for (const value of values) {
    const right = canonical(value, country);
    if (right === null) continue;
    const digest = await sha256(right);
    for (const text of [digest, digest.toUpperCase()]) await add(found, await sha256(text), 'hashed_twice');
    found.set(digest, null);
  }
  return found;
}

type Wrong = readonly (readonly [text: string, code: FindingCode])[];

async function add(found: Map<string, FindingCode | null>, digest: string, code: FindingCode): Promise<void> {
  if (!found.has(digest)) found.set(digest, code);
}

function canonical(value: string, country: string): string | null {
  const outcome = outcomeOf(value.includes('@') ? 'EMAIL' : 'PHONE', value, { country });
  return typeof outcome === 'string' ? null : outcome.canonical;
}

function wrongEmails(value: string): Wrong {
  const small = canonical(value, '') ?? value.trim().toLowerCase();
  const [local = '', domain = ''] = small.split('@');
  const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  const names = local.split('.').map(capital).join('.');
  const spellings = [
    value.trim(),
    small.toUpperCase(),
    capital(small),
    `${names}@${domain}`,
    `${names}@${capital(domain)}`,
    `${capital(local)}@${capital(domain)}`,
  ].filter((each) => each !== small);
  return [...spellings.map((text) => [text, 'hash_of_capitals'] as const), ...around([small, ...spellings])];
}

function wrongPhones(value: string, country: string): Wrong {
  const digits = canonical(value, country) ?? value.replace(/[^0-9]/g, '');
  const signed = [`+${digits}`, `00${digits}`, value.trim()].filter((each) => each !== digits);
  // Codes of countries have one to three digits; one zero may be dialled in front within the country.
  const national = [1, 2, 3].flatMap((length) => [digits.slice(length), `0${digits.slice(length)}`]);
  return [
    ...signed.map((text) => [text, 'hash_of_signed_phone'] as const),
    ...national.map((text) => [text, 'hash_of_national_phone'] as const),
    ...around([digits, ...signed]),
  ];
}

function around(texts: readonly string[]): Wrong {
  const pairs = [
    [' ', ''],
    ['', ' '],
    [' ', ' '],
    ['', '\n'],
    ['', '\r\n'],
    ['', '\r'],
    ['\t', ''],
    ['', '\t'],
    ['"', '"'],
    ["'", "'"],
  ] as const;
  return texts.flatMap((text) =>
    pairs.map(([before, after]) => [before + text + after, 'hash_of_untrimmed'] as const),
  );
}
