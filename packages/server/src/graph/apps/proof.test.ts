import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { test } from 'node:test';
import type { GraphErrorKey } from '@kindred/contract';
import type { App } from '../../access/index.ts';
import { GraphError } from '../wire/index.ts';
import { isProven, requireProof } from './proof.ts';

const secret = createSecretKey('app_secret_demo', 'utf8');
const token = 'token_demo';
const plain = 'bdc0cfbb37dcf366f9284a4dc0ed1328bac81e1e45a2273c3c01f6bfd91f98f8';
const timed = 'e637aeff48f5f7480f11d5657ff4139143251b2cac75d978c9e6c516afca0f1b';
const madeAt = 1_700_000_000;

const app: App = {
  id: '7',
  name: 'Shop',
  requireProof: false,
  strict: [],
  createdAt: new Date(0),
  secret,
};

/** The row of the table that is thrown; null where nothing is. */
function refusalOf(run: () => void): GraphErrorKey | null {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof GraphError);
    return error.key;
  }
  return null;
}

test('a proof is the HMAC of the token under the secret, in digits of either case', () => {
  for (const text of [plain, plain.toUpperCase()]) {
    assert.ok(isProven(secret, token, { text, time: null }, madeAt));
  }
});

test('what is nearly the proof is none', () => {
  for (const text of ['', 'x', plain.slice(1), `${plain}0`, `0${plain.slice(1)}`, timed, 'ü'.repeat(32)]) {
    assert.ok(!isProven(secret, token, { text, time: null }, madeAt), text);
  }
  assert.ok(!isProven(secret, 'token_other', { text: plain, time: null }, madeAt));
  assert.ok(!isProven(createSecretKey('other', 'utf8'), token, { text: plain, time: null }, madeAt));
});

test('a proof with a time is good for five minutes, whichever clock is ahead', () => {
  const proof = { text: timed, time: String(madeAt) };
  for (const seconds of [-300, 0, 300]) assert.ok(isProven(secret, token, proof, madeAt + seconds));
  for (const seconds of [-301, 301, 86_400]) assert.ok(!isProven(secret, token, proof, madeAt + seconds));
});

test('the time is part of the proof, and must be a number', () => {
  for (const time of [String(madeAt + 1), '', 'now', '-1', '1e9', `${madeAt}.0`]) {
    assert.ok(!isProven(secret, token, { text: timed, time }, madeAt), time);
  }
  assert.ok(!isProven(secret, token, { text: plain, time: String(madeAt) }, madeAt));
});

test('a wrong proof is refused whether or not one was asked for, and none only where it was', () => {
  const wrong = { token, proof: { text: timed, time: null } };
  const none = { token, proof: null };
  const strict = { ...app, requireProof: true };
  assert.equal(
    refusalOf(() => requireProof(app, wrong)),
    'proof_invalid',
  );
  assert.equal(
    refusalOf(() => requireProof(strict, wrong)),
    'proof_invalid',
  );
  assert.equal(
    refusalOf(() => requireProof(app, none)),
    null,
  );
  assert.equal(
    refusalOf(() => requireProof(strict, none)),
    'proof_missing',
  );
  assert.equal(
    refusalOf(() => requireProof(strict, { token, proof: { text: plain, time: null } })),
    null,
  );
});

test('nothing can be proven of a token without an app, so any proof is taken', () => {
  requireProof(null, { token, proof: null });
  requireProof(null, { token, proof: { text: 'anything', time: null } });
});
