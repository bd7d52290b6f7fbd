import { randomInt } from 'node:crypto';

const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
const tokenChars = 31;

/** An access token such as the server makes them. */
export function randomToken(): string {
  return Array.from({ length: tokenChars }, () => letters[randomInt(letters.length)]).join('');
}
