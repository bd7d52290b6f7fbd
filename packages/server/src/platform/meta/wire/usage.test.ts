import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usageOf } from './usage.ts';

const business =
  '{"542676646349772":[{"type":"custom_audience","call_count":32,"total_cputime":3,"total_time":7,"estimated_time_to_regain_access":0}]}';

test('the recorded headers give a meter for each number, as it is rounded', () => {
  const headers = {
    'x-business-use-case-usage': business,
    'x-ad-account-usage': '{"acc_id_util_pct":9.67}',
    'x-app-usage': '{"call_count":5,"total_cputime":0,"total_time":1}',
  };
  const { usage, regainMs, resetMs, tier } = usageOf(headers, '542676646349772');
  assert.deepEqual(
    usage.map(({ meter, percent, roundedDownBy }) => [meter, percent, roundedDownBy]),
    [
      ['business call_count', 32, 1],
      ['business total_cputime', 3, 1],
      ['business total_time', 7, 1],
      ['account score', 9.67, 0.01],
      ['app call_count', 5, 1],
      ['app total_cputime', 0, 1],
      ['app total_time', 1, 1],
    ],
  );
  assert.deepEqual([regainMs, resetMs, tier], [null, null, null]);
});

test('a tier tells what a write costs, and the time until the score is zero how long it counts', () => {
  const score = { acc_id_util_pct: 95, reset_time_duration: 301, ads_api_access_tier: 'development_access' };
  const { usage, resetMs, tier } = usageOf({ 'x-ad-account-usage': JSON.stringify(score) }, '1');
  assert.deepEqual(
    usage.map(({ costPercent, windowMs, isOfWrites }) => ({ costPercent, windowMs, isOfWrites })),
    [{ costPercent: 5, windowMs: 301_000, isOfWrites: true }],
  );
  assert.equal(resetMs, 301_000);
  assert.equal(tier, 'development_access');
});

test('other accounts, other use cases beside that of audiences, and what is no header are left out', () => {
  const spent = { call_count: 100, estimated_time_to_regain_access: 12 };
  const told = {
    '2': [{ type: 'custom_audience', ...spent }],
    '1': [
      { type: 'ads_insights', ...spent },
      { type: 'custom_audience', call_count: 1 },
    ],
  };
  const { usage, regainMs } = usageOf({ 'x-business-use-case-usage': JSON.stringify(told) }, '1');
  assert.deepEqual(
    usage.map(({ percent }) => percent),
    [1],
  );
  assert.equal(regainMs, null);
  assert.equal(usageOf({ 'x-business-use-case-usage': JSON.stringify(told) }, '2').regainMs, 720_000);
  for (const text of [
    '',
    'null',
    '[]',
    '{"1":7}',
    '{"1":[{"call_count":"many"}]}',
    '{"acc_id_util_pct":-1}',
  ]) {
    const headers = { 'x-business-use-case-usage': text, 'x-ad-account-usage': text, 'x-app-usage': text };
    assert.deepEqual(usageOf(headers, '1').usage, []);
  }
});
