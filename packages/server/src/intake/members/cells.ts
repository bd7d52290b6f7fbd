import { hash } from 'node:crypto';
import type { RejectReason } from '@kindred/contract';

/**
 * What a cell comes to: '' is blank, 64 lower-case hexadecimal digits are the SHA-256 of its value, anything else
 * is the reason why it is refused. Reasons are longer than nothing and never 64 characters, so one string says it.
 */
export type CellResult = string;

const hashPattern = /^[0-9a-f]{64}$/;
const mobileIdPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** The Python SDK hashes cells that are empty. */
const hashOfEmpty = hash('sha256', '');

export function isDigest(result: CellResult): boolean {
  return result.length === 64;
}

/** Whether a cell says nothing, in any of the ways in which clients send that. */
export function isBlank(text: string): boolean {
  const trimmed = text.trim();
  return trimmed === '' || trimmed.toLowerCase() === hashOfEmpty;
}

/** A value that has to come as its SHA-256. */
export function hashedCell(text: string): CellResult {
  if (text.length === 64 && hashPattern.test(text)) return text === hashOfEmpty ? '' : text;
  const trimmed = text.trim();
  if (trimmed === '') return '';
  const lowered = trimmed.toLowerCase();
  if (hashPattern.test(lowered)) return lowered === hashOfEmpty ? '' : lowered;
  return whyNotHash(trimmed, lowered);
}

/** As a hashed value, but two letters of a country are as good as their hash. */
export function countryCell(text: string): CellResult {
  return /^[A-Za-z]{2}$/.test(text) ? hash('sha256', text.toLowerCase()) : hashedCell(text);
}

/** A mobile advertiser id in any case, or its hash: official SDKs send either. */
export function mobileIdCell(text: string): CellResult {
  const lowered = text.trim().toLowerCase();
  if (hashPattern.test(lowered)) return lowered === hashOfEmpty ? '' : lowered;
  if (lowered === '') return '';
  if (/^[0-]{36}$/.test(lowered)) return 'zero_mobile_id' satisfies RejectReason;
  return mobileIdPattern.test(lowered) ? hash('sha256', lowered) : ('not_a_mobile_id' satisfies RejectReason);
}

/** Digits, or their hash: some SDKs hash every column. */
export function numericIdCell(text: string): CellResult {
  const trimmed = text.trim();
  if (trimmed === '') return '';
  if (/^[0-9]{1,20}$/.test(trimmed)) return hash('sha256', trimmed);
  const lowered = trimmed.toLowerCase();
  if (hashPattern.test(lowered)) return lowered === hashOfEmpty ? '' : lowered;
  return 'not_a_numeric_id' satisfies RejectReason;
}

/** The caller's own id for the person: any text without control characters, as it is. */
export function ownIdCell(text: string): CellResult {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === hashOfEmpty) return '';
  return /\p{Cc}/u.test(trimmed) ? ('id_characters' satisfies RejectReason) : hash('sha256', trimmed);
}

function whyNotHash(trimmed: string, lowered: string): RejectReason {
  if (/^[^@\s]+@[^@\s]+$/.test(trimmed)) return 'email_not_hashed';
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
