import { createHmac, type KeyObject, randomInt } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
const tokenChars = 31;

/** 31 characters of a-z and 0-9, as the tokens of the Audience API have always looked: 160 bits of chance. */
export function makeTokenText(): string {
  return Array.from({ length: tokenChars }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** What is stored of a token: who steals the store cannot use it without the master key. */
export function tokenHmac(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}
