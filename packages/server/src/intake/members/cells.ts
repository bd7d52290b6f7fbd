import { hash } from 'node:crypto';
import type { RejectReason } from '@kindred/contract';

/**
 * What a cell comes to: '' is blank, 64 lower-case hexadecimal digits are the SHA-256 of its value, anything else
 * is the reason why it is refused. Reasons are longer than nothing and never 64 characters, so one string says it.
 */
export type CellResult = string;

const hashPattern = /^[0-9a-f]{64}$/;
const mobileIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const asciiControl = /[\p{Cc}--[\x80-\x9f]]/v;
/** The Python SDK hashes cells that are empty. */
const hashOfEmpty = hash('sha256', '');

export function isDigest(result: CellResult): boolean {
  return result.length === 64;
}

// What each of these says of a cell, stage/sql/stage-cells.sql says of it in a file.

/** Whether a cell says nothing, in any of the ways in which clients send that. */
export function isBlank(text: string): boolean {
  const trimmed = trimmedAscii(text);
  return trimmed === '' || trimmed.toLowerCase() === hashOfEmpty;
}

/** Whether a cell without blanks around it is the hash of nothing. One in sixteen begins as it does. */
export function isHashOfEmpty(text: string): boolean {
  return (text[0] === 'e' || text[0] === 'E') && text.toLowerCase() === hashOfEmpty;
}

const hexDigits = new Uint8Array(256);
for (const digit of '0123456789abcdef') hexDigits[digit.charCodeAt(0)] = 1;

/** As `hashPattern`, for the cells that nearly all are: 85 ns, where the pattern takes 295. */
function isHash(text: string): boolean {
  if (text.length !== 64) return false;
  let isHex = 1;
  for (let index = 0; index < 64; index += 1) isHex &= hexDigits[text.charCodeAt(index)] ?? 0;
  return isHex === 1;
}

/** A value that has to come as its SHA-256. */
export function hashedCell(text: string): CellResult {
  if (isHash(text)) return text === hashOfEmpty ? '' : text;
  const trimmed = trimmedAscii(text);
  if (trimmed === '') return '';
  const lowered = trimmed.toLowerCase();
  if (hashPattern.test(lowered)) return lowered === hashOfEmpty ? '' : lowered;
  return whyNotHash(trimmed, lowered);
}

/** As a hashed value, but two letters of a country are as good as their hash. */
export function countryCell(text: string): CellResult {
  const trimmed = trimmedAscii(text);
  return /^[A-Za-z]{2}$/.test(trimmed) ? hash('sha256', trimmed.toLowerCase()) : hashedCell(text);
}

/** A mobile advertiser id in any case, or its hash: official SDKs send either. */
export function mobileIdCell(text: string): CellResult {
  const lowered = trimmedAscii(text).toLowerCase();
  if (hashPattern.test(lowered)) return lowered === hashOfEmpty ? '' : lowered;
  if (lowered === '') return '';
  if (/^[0-]{36}$/.test(lowered)) return 'zero_mobile_id' satisfies RejectReason;
  return mobileIdPattern.test(lowered) ? hash('sha256', lowered) : ('not_a_mobile_id' satisfies RejectReason);
}

/** Digits, or their hash: some SDKs hash every column. */
export function numericIdCell(text: string): CellResult {
  const trimmed = trimmedAscii(text);
  if (trimmed === '') return '';
  if (/^[0-9]{1,20}$/.test(trimmed)) return hash('sha256', trimmed);
  const lowered = trimmed.toLowerCase();
  if (hashPattern.test(lowered)) return lowered === hashOfEmpty ? '' : lowered;
  return 'not_a_numeric_id' satisfies RejectReason;
}

/** The caller's own id for the person: any text without control characters, as it is. */
export function ownIdCell(text: string): CellResult {
  if (isBlank(text)) return '';
  const trimmed = trimmedAscii(text);
  return asciiControl.test(trimmed) ? ('id_characters' satisfies RejectReason) : hash('sha256', trimmed);
}

/**
 * Without the blanks around it that files and imports take off, and no others: an id with a no-break space is somebody
 * else's. By hand, because a pattern for the end of a text is slow for one with many blanks inside.
 */
export function trimmedAscii(text: string): string {
  const isAsciiBlank = (code: number) => code === 32 || (code >= 9 && code <= 13);
  let [from, to] = [0, text.length];
  while (from < to && isAsciiBlank(text.charCodeAt(from))) from += 1;
  while (from < to && isAsciiBlank(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

function whyNotHash(trimmed: string, lowered: string): RejectReason {
  if (/^[^@\t-\r ]+@[^@\t-\r ]+$/.test(trimmed)) return 'email_not_hashed';
  if (/^\+?[0-9 ()./-]{6,24}$/.test(trimmed) && isPhoneLength(trimmed)) return 'phone_not_hashed';
  if (/^[0-9a-f]{32}$/.test(lowered)) return 'md5_hash';
  if (/^[0-9a-f]{40}$/.test(lowered)) return 'sha1_hash';
  if (/^[0-9a-f]{16,}$/.test(lowered)) return 'hash_length';
  if (/^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)) return 'base64_hash';
  return 'not_a_hash';
}

function isPhoneLength(text: string): boolean {
  const digits = text.replace(/[^0-9]/g, '').length;
  return digits >= 6 && digits <= 15;
}
