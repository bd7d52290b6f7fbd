import { createHmac, type KeyObject } from 'node:crypto';
import { type App, isSameText } from '../../access/index.ts';
import { GraphError, type Proof } from '../wire/index.ts';

/** How long a proof with a time is good for (specification 4.5), and how far ahead of ours a caller's clock may be. */
const proofSeconds = 300;

/** What a caller shows of a token: its text, and the proof that came with it, if any. */
export interface Shown {
  readonly token: string;
  readonly proof: Proof | null;
}

/**
 * Throws the recorded errors for a proof that is wrong, and for none where the app asks for one. A token without an app
 * has no secret that a proof could be checked with, so any is taken. `nowSeconds` counts from 1970.
 */
export function requireProof(app: App | null, shown: Shown, nowSeconds = Date.now() / 1000): void {
  if (app === null) return;
  if (shown.proof === null) {
    if (!app.requireProof) return;
    throw GraphError.of('proof_missing');
  }
  if (!isProven(app.secret, shown.token, shown.proof, nowSeconds)) {
    throw GraphError.of('proof_invalid');
  }
}

/** HMAC-SHA256 of the token in hexadecimal digits, or of `token|time` for a proof that is good for five minutes. */
export function isProven(secret: KeyObject, token: string, proof: Proof, nowSeconds: number): boolean {
  const { text, time } = proof;
  if (time !== null && !isRecent(time, nowSeconds)) return false;
  const message = time === null ? token : `${token}|${time}`;
  return isSameText(createHmac('sha256', secret).update(message).digest('hex'), text.toLowerCase());
}

function isRecent(time: string, nowSeconds: number): boolean {
  return /^\d{1,12}$/.test(time) && Math.abs(nowSeconds - Number(time)) <= proofSeconds;
}
