import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const startBytes = 12;
const tagBytes = 16;

/**
 * Rows that wait in the control store hold SHA-256 values, which a dictionary could undo, so they lie there encrypted:
 * a random start, the tag and the cipher text of AES-256-GCM.
 */
export function sealRows(lines: string, key: Buffer): Buffer {
  const start = randomBytes(startBytes);
  const cipher = createCipheriv('aes-256-gcm', key, start);
  const text = Buffer.concat([cipher.update(lines, 'utf8'), cipher.final()]);
  return Buffer.concat([start, cipher.getAuthTag(), text]);
}

/** Throws when the rows were changed, or belong to another key. */
export function openRows(sealed: Buffer, key: Buffer): string {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, startBytes));
  decipher.setAuthTag(sealed.subarray(startBytes, startBytes + tagBytes));
  return decipher.update(sealed.subarray(startBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8');
}
