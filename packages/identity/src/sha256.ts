import type { Plain } from './plain.ts';

/** The part of Node's crypto module that is used; it is asked for at run time, so that browsers need not have it. */
interface OneShot {
  readonly hash?: (algorithm: 'sha256', text: string, encoding: 'hex') => string;
}

interface Runtime {
  readonly process?: { readonly getBuiltinModule?: (name: string) => OneShot | undefined };
}

const oneShot = (globalThis as Runtime).process?.getBuiltinModule?.('node:crypto')?.hash;

/**
 * SHA-256 of a text in UTF-8 as 64 small hexadecimal digits, at once: null where the runtime cannot (browsers).
 * One-shot hashing makes 2.9 million addresses a second on a core of 2024, 2.5 times as many as an object for each.
 */
export const sha256Now: ((text: string) => string) | null =
  oneShot === undefined ? null : (text) => oneShot('sha256', text, 'hex');

/** SHA-256 of a text in UTF-8, by the fastest means of the runtime: Node's one-shot hash, else WebCrypto. */
export async function sha256(text: string): Promise<string> {
  return sha256Now === null ? sha256OfWebCrypto(text) : sha256Now(text);
}

/** What a platform is sent instead of the value. */
export async function sha256OfPlain(value: Plain): Promise<string> {
  return sha256(value.reveal());
}

export async function sha256OfWebCrypto(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
