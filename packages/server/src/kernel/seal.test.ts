import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { sealText, unsealText } from './seal.ts';

const key = randomBytes(32);

test('what was sealed is read again under its key, and looks different each time', () => {
  for (const text of ['', 'secret', 'ü\n'.repeat(1000)]) {
    const sealed = sealText(text, key);
    assert.equal(unsealText(sealed, key), text);
    assert.notDeepEqual(sealText(text, key), sealed);
  }
  assert.ok(!sealText('a secret in plain view', key).includes('secret'));
});

test('another key and any changed byte are noticed', () => {
  const sealed = sealText('secret', key);
  assert.throws(() => unsealText(sealed, randomBytes(32)));
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
    assert.throws(() => unsealText(changed, key), String(at));
  }
});
