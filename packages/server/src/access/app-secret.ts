import { createHmac, createSecretKey, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';

/** 128 bits of chance as 32 hexadecimal digits: the form of every app secret, so that clients' checks of it hold. */
export function makeSecretText(): string {
  return randomBytes(16).toString('hex');
}

/** The secret as a key, whose text neither a log nor JSON shows. */
export function secretKeyOf(text: string): KeyObject {
  return createSecretKey(text, 'utf8');
}

/**
 * What stands behind `APPID|` in the app token that is given for the secret. It is worked out from the secret, so
 * nothing is stored for it, it does not give the secret away, and it ends when the secret is rotated.
 */
export function appTokenSuffix(secret: KeyObject): string {
  return createHmac('sha256', secret).update('app access token').digest('base64url');
}

/** Whether this text is the secret, in a time that does not tell how much of it is right. */
export function isSecret(secret: KeyObject, text: string): boolean {
  return isSameText(secret.export().toString('utf8'), text);
}

/** Compares in a time that tells only whether both are of one length. */
export function isSameText(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
