import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Import } from '@kindred/contract';
import { plainView } from '../view.ts';
import { importText } from './import.ts';

const report: Import = {
  id: 1,
  state: 'applied',
  progress: 1,
  format: 'csv',
  file_name: 'people.csv',
  hashed: false,
  phone_country: null,
  mapping: {
    identifiers: { ID: ['id'], EMAIL: ['email', 'email_2'] },
    hashed: [],
    features: [
      'age',
      'city_tier',
      'interests',
      'orders_12m',
      'spend_12m',
      'last_visit',
      'newsletter',
      'device',
    ],
    ignored: ['md5_email'],
  },
  bytes: 143_000_000,
  bytes_expected: 143_000_000,
  lines: 1000,
  blank: 0,
  accepted: 990,
  rejected: 10,
  rejected_by_reason: { no_id: 8, not_utf8: 2 },
  rejected_identifiers: [{ identifier: 'EMAIL', reason: 'not_an_email', count: 3 }],
  rejected_samples: [
    { line: 17, identifier: null, reason: 'no_id', sample: ',xx,xxx' },
    { line: 4020, identifier: 'EMAIL', reason: 'not_an_email', sample: 'x/x' },
  ],
  people: { seen: 990, added: 900, updated: 50, unchanged: 40 },
  keys: { added: 2500, removed: 12 },
  version: 1,
  notes: [],
  created_at: '2026-03-01T10:00:00Z',
  staged_at: '2026-03-01T10:00:02Z',
  apply_started_at: '2026-03-01T10:00:02Z',
  applied_at: '2026-03-01T10:00:05Z',
  ended_at: '2026-03-01T10:00:05Z',
  error: null,
};

test('an import tells people, keys, columns and rejects within the terminal', () => {
  const text = importText(report, plainView);
  assert.match(text, /^ {4}added +900 +90\.0 %/m);
  assert.match(text, /^keys added +2,500 /m);
  assert.match(text, /EMAIL \(email, email_2\)/);
  assert.match(
    text,
    /8 no_id\n {4}The row has no id, so it cannot be told who it is about.\n {6}line 17 {2},xx,xxx/,
  );
  assert.match(text, /3 EMAIL: not_an_email\n {4}This is not an e-mail address\.\n {6}line 4,020 {2}x\/x/);
  for (const line of text.split('\n')) assert.ok(line.length <= 80, line);
});

test('a warning stands at the end, within the terminal', () => {
  const note = 'No column of the file was taken for e-mail addresses, telephone numbers or anything else.';
  const lines = importText({ ...report, notes: [note] }, plainView).split('\n');
  assert.match(lines.slice(-2).join(' '), /^Warning: No column of the file .* anything else\.$/);
  for (const line of lines) assert.ok(line.length <= 80, line);
});

test('what is not known yet is not shown as nothing', () => {
  const text = importText({ ...report, state: 'staged', people: null, keys: null, mapping: null }, plainView);
  assert.match(text, /^ {4}added +–/m);
  assert.doesNotMatch(text, /columns/);
});
