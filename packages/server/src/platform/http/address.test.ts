import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressProblem } from './address.ts';

const strict = { isHttpAllowed: false };

test('an address is HTTPS, or on this machine', () => {
  for (const good of [
    'https://graph.facebook.com',
    'https://graph.example:8443/',
    'http://localhost:8080',
    'http://127.0.0.1:1',
    'http://[::1]:80',
  ]) {
    assert.equal(addressProblem(good, strict), null, good);
  }
  for (const bad of [
    'graph.facebook.com',
    'http://graph.facebook.com',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'ftp://graph.facebook.com',
    'https://user:secret@graph.facebook.com',
    'https://graph.facebook.com/v24.0',
    'https://graph.facebook.com/?x=1',
    'file:///etc/passwd',
  ]) {
    const problem = addressProblem(bad, strict);
    assert.match(problem ?? '', /^The address .*\.$/, bad);
    assert.ok(!problem?.includes('secret'));
  }
  assert.equal(addressProblem('http://graph.internal', { isHttpAllowed: true }), null);
});
