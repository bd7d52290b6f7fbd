import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shownText } from './shown-text.ts';

test('what could be a value of a person, a hash or a token is left out of what a platform says', () => {
  const texts = {
    'Row mary.smith+a@example.com is bad': 'Row … is bad',
    'phone +39 333 123 4567 is bad': 'phone … is bad',
    'phone 393331234567': 'phone …',
    'hash f1904cf1a9d73a55fa5de0ac823c4403ded71afd4c3248d00bdcd0866552bb79.': 'hash ….',
    'device 6d92078a-8246-4ba4-ae5b-76104861e7dc': 'device …',
    'token EAABwzLixnjYBAKZCZC1ZAqZBZBvZAqZB is bad': 'token … is bad',
    'Audience 23849182047670582 is gone': 'Audience … is gone',
  };
  for (const [text, expected] of Object.entries(texts)) assert.equal(shownText(text), expected);
});

test('words, codes and counts stay, on one line', () => {
  const text = '(#2650) Failed to update the custom audience:\n at least 100 people, 10000 rows';
  assert.equal(shownText(text), text.replace('\n ', ' '));
});

test('what is shown is short, however long the text is', () => {
  assert.ok(shownText('many words '.repeat(100_000)).length <= 301);
});
