import { sha256Now } from '@kindred/identity';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** SHA-256 of a text in UTF-8 as 64 small hexadecimal digits, at once: by Node's own hash, else in JavaScript. */
export const hashNow: (text: string) => string =
  sha256Now ?? ((text) => bytesToHex(sha256(utf8ToBytes(text))));
