import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UploadReport } from '@kindred/contract';
import { Refused } from '../../failure.ts';
import { failureText } from '../failure.ts';
import { plainView } from '../view.ts';
import { funnelPicture, funnelTable, uploadText } from './funnel.ts';

const report: UploadReport = {
  id: 7,
  audience_id: 85,
  operation: 'add',
  state: 'applied',
  progress: 1,
  user_type: 'email_hash',
  schema: null,
  bytes: 6_400_000,
  created_at: '2026-06-30T00:00:00Z',
  staged_at: '2026-06-30T00:00:01Z',
  applied_at: '2026-06-30T00:00:02Z',
  funnel: {
    lines: 1000,
    blank: 10,
    rejected: 40,
    rejected_by_reason: { md5_hash: 10, email_not_hashed: 30 },
    duplicates: 50,
    suppressed: 0,
    accepted: 900,
    matched: 500,
    matched_by_kind: { EMAIL: 500 },
    newly_added: 499,
    removed: null,
  },
  rounded: false,
  rejected_samples: Array.from({ length: 7 }, (_, index) => ({
    line: 1200 + index,
    reason: 'email_not_hashed',
    sample: 'xxxx@xxxxxxx.xxx',
  })),
  notes: ['A note.'],
  error: null,
};

test('the picture scales every bar to the lines of the file', () => {
  assert.deepEqual(funnelPicture(report, { ...plainView, columns: 46 }).split('\n'), [
    'lines           ████████████████ 1,000 100.0 %',
    '  blank         ▏                   10   1.0 %',
    '  rejected      ▋                   40   4.0 %',
    '  duplicates    ▊                   50   5.0 %',
    '  suppressed                         0   0.0 %',
    '  accepted      ██████████████▍    900  90.0 %',
    '    matched     ████████           500  50.0 %',
    '      by EMAIL  ████████           500  50.0 %',
    '    newly added ████████           499  49.9 %',
  ]);
});

test('no line of an upload is wider than the terminal', () => {
  for (const columns of [60, 80, 120]) {
    for (const line of uploadText(report, { ...plainView, columns }).split('\n')) {
      assert.ok(line.length <= columns, `${line.length} > ${columns}: ${line}`);
    }
  }
});

test('reasons come with their sentence, largest first, and at most five samples each', () => {
  const text = uploadText(report, plainView);
  assert.ok(text.indexOf('30 email_not_hashed') < text.indexOf('10 md5_hash'));
  assert.match(text, /This is an e-mail address, not a hash/);
  assert.equal(text.match(/^ {6}line 1,20\d {2}xxxx@xxxxxxx\.xxx$/gm)?.length, 5);
});

test('a removal speaks of people who left, an addition of people who came', () => {
  assert.match(funnelTable(report, plainView), /newly added/);
  assert.doesNotMatch(funnelTable(report, plainView), /removed/);
  const removal: UploadReport = { ...report, operation: 'remove' };
  assert.match(funnelTable(removal, plainView), /removed/);
  assert.doesNotMatch(funnelTable(removal, plainView), /newly added/);
});

test('a number that is not known yet is told apart from one that may not be told', () => {
  const funnel = { ...report.funnel, matched: null, matched_by_kind: {} };
  const staged = funnelTable({ ...report, state: 'staged', funnel }, plainView);
  assert.match(staged, /matched +… /);
  const rounded = funnelTable({ ...report, rounded: true, funnel }, plainView);
  assert.match(rounded, /matched +<1,000 /);
});

test('a token that is not told about opt-outs sees no line about them', () => {
  assert.match(funnelTable(report, plainView), /suppressed/);
  assert.doesNotMatch(funnelTable({ ...report, rounded: true }, plainView), /suppressed/);
});

test('a file without lines draws no bars and divides by nothing', () => {
  const funnel = { ...report.funnel, lines: 0, blank: 0, rejected: 0, rejected_by_reason: {}, accepted: 0 };
  const text = uploadText({ ...report, funnel: { ...funnel, matched: 0, newly_added: 0 } }, plainView);
  assert.doesNotMatch(text, /NaN|Infinity|█/);
});

test('a refusal shows its sentence, what is known, the documentation and the request id', () => {
  const refused = new Refused(422, {
    code: 'parameter_invalid',
    message: 'A parameter has a value that cannot be used.',
    details: { parameter: 'user_type', allowed: ['email_hash', 'fbid'] },
    docs_url: 'https://example.org/errors#parameter_invalid',
    request_id: 'abc-1',
  });
  assert.deepEqual(failureText(refused, plainView).split('\n'), [
    'kindred: A parameter has a value that cannot be used.',
    '  code        parameter_invalid (HTTP 422)',
    '  parameter   user_type',
    '  allowed     email_hash, fbid',
    '  docs        https://example.org/errors#parameter_invalid',
    '  request id  abc-1',
  ]);
});
