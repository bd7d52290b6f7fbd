import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isKind, normalise, profiles, sha256Now, sha256OfPlain, sha256OfWebCrypto } from './index.ts';

interface Vector {
  readonly kind: string;
  readonly input: string;
  readonly country?: string;
  readonly date_order?: 'dmy';
  readonly canonical?: string;
  readonly sha256?: string;
  readonly variants?: readonly string[];
  readonly refused?: string;
}

function vectorsOf(profile: string): readonly Vector[] {
  const text = readFileSync(new URL(`../../../vectors/${profile}.json`, import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly vectors: readonly Vector[] }).vectors;
}

for (const profile of profiles) {
  test(`every vector of ${profile} is met, its hash too`, async () => {
    for (const vector of vectorsOf(profile)) {
      const { kind, input, country, date_order: dateOrder } = vector;
      assert.ok(isKind(kind), kind);
      const told = normalise(kind, input, {
        profile,
        ...(country === undefined ? {} : { country }),
        ...(dateOrder === undefined ? {} : { dateOrder }),
      });
      const place = `${kind} ${JSON.stringify(input)} ${country ?? ''}`;
      if (!told.ok) {
        assert.equal(told.reason, vector.refused, place);
        continue;
      }
      assert.equal(told.canonical.reveal(), vector.canonical, place);
      assert.deepEqual(
        told.variants.map((each) => each.reveal()),
        vector.variants ?? [],
        place,
      );
      assert.equal(told.hashed, vector.sha256 !== undefined, place);
      if (told.hashed) assert.equal(await sha256OfPlain(told.canonical), vector.sha256, place);
    }
  });
}

test('there are at least 400 vectors, of every profile some', () => {
  const counts = profiles.map((profile) => vectorsOf(profile).length);
  assert.ok(Math.min(...counts) > 30, String(counts));
  assert.ok(counts.reduce((sum, count) => sum + count) >= 400, String(counts));
});

test('the one-shot hash of Node and that of browsers are the same', async () => {
  for (const text of ['', 'mary@example.com', '정', '😀']) {
    assert.equal(sha256Now?.(text), await sha256OfWebCrypto(text));
  }
});
