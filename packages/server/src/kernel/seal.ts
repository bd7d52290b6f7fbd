import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const startBytes = 12;
const tagBytes = 16;

/**
 * Encrypts what must be read again and yet be worth nothing to who has only the store: a random start, the tag and the
 * cipher text of AES-256-GCM. The key has 32 bytes and is used for one purpose.
 */
export function seal(bytes: Buffer, key: Buffer): Buffer {
  const start = randomBytes(startBytes);
  const cipher = createCipheriv('aes-256-gcm', key, start);
  const sealed = [cipher.update(bytes), cipher.final()];
  return Buffer.concat([start, cipher.getAuthTag(), ...sealed]);
}

export function sealText(text: string, key: Buffer): Buffer {
  return seal(Buffer.from(text), key);
}

/** Throws when what was sealed was changed, or belongs to another key. */
export function unseal(sealed: Buffer, key: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, startBytes));
  decipher.setAuthTag(sealed.subarray(startBytes, startBytes + tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(startBytes + tagBytes)), decipher.final()]);
}

/** Throws as `unseal` does. */
export function unsealText(sealed: Buffer, key: Buffer): string {
  return unseal(sealed, key).toString();
}
