import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import { appTokenSuffix, isSameText, isSecret, makeSecretText, secretKeyOf } from './app-secret.ts';

const text = makeSecretText();
const secret = secretKeyOf(text);

test('a secret is known by its text alone, and shows it to no log', () => {
  assert.match(text, /^[0-9a-f]{32}$/);
  assert.ok(isSecret(secret, text));
  for (const other of ['', text.slice(1), `${text}0`, text.toUpperCase() + text, makeSecretText()]) {
    assert.ok(!isSecret(secret, other), other);
  }
  for (const shown of [
    inspect(secret, { depth: 9, showHidden: true }),
    JSON.stringify({ secret }),
    `${secret}`,
  ]) {
    assert.ok(!shown.includes(text), shown);
  }
});

test('an app token follows from the secret and does not hold it', () => {
  assert.equal(appTokenSuffix(secret), appTokenSuffix(secretKeyOf(text)));
  assert.notEqual(appTokenSuffix(secret), appTokenSuffix(secretKeyOf(makeSecretText())));
  assert.ok(!isSecret(secret, appTokenSuffix(secret)));
});

test('texts are the same to the byte, of any length', () => {
  assert.ok(isSameText('', ''));
  assert.ok(isSameText('ü', 'ü'));
  for (const [one, other] of [
    ['a', 'b'],
    ['a', 'aa'],
    ['ü', 'u\u0308'],
    ['ü', 'xx'],
  ] as const) {
    assert.ok(!isSameText(one, other));
  }
});
