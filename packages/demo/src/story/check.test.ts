import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Funnel, UploadReport } from '@kindred/contract';
import { badTotal, planList, rejectsOf } from '../list/index.ts';
import { complaintsAbout, complaintsAboutSize } from './check.ts';

const plan = planList(2000);
const list = { text: '', plan, newPeople: plan.known };
const funnel: Funnel = {
  lines: plan.lines,
  blank: plan.blank,
  rejected: badTotal(plan.bad),
  rejected_by_reason: rejectsOf(plan),
  duplicates: plan.duplicates,
  suppressed: 0,
  accepted: plan.known + plan.strangers,
  matched: plan.known,
  matched_by_kind: { EMAIL: plan.known },
  newly_added: plan.known,
  removed: null,
};
const report: UploadReport = {
  id: 1,
  audience_id: 1,
  operation: 'add',
  state: 'applied',
  progress: 1,
  user_type: 'email_hash',
  schema: null,
  bytes: 1,
  created_at: '',
  staged_at: null,
  applied_at: null,
  funnel,
  rounded: false,
  rejected_samples: [],
  notes: [],
  error: null,
};

test('a report that agrees with the file has no complaint', () => {
  assert.deepEqual(complaintsAbout(report, list), []);
});

test('one row lost anywhere is complained about', () => {
  const lost = { ...report, funnel: { ...funnel, duplicates: (funnel.duplicates ?? 0) - 1 } };
  const complaints = complaintsAbout(lost, list);
  assert.equal(complaints.length, 2);
  assert.match(complaints.join('\n'), /the parts of the lines: 1999 found, 2000 expected/);
});

test('a reject with another reason is complained about, although the sums close', () => {
  const reasons = {
    ...funnel.rejected_by_reason,
    md5_hash: (funnel.rejected_by_reason.md5_hash ?? 0) - 1,
    bad_value: 1,
  };
  const complaints = complaintsAbout({ ...report, funnel: { ...funnel, rejected_by_reason: reasons } }, list);
  assert.equal(complaints.length, 2);
});

test('an upload that was not applied is complained about', () => {
  assert.match(complaintsAbout({ ...report, state: 'failed' }, list).join('\n'), /ended as failed/);
});

test('a size that is rounded is fine, one that is made up is not', () => {
  const state = (lower: number, upper: number) => ({
    approximate_count_lower_bound: lower,
    approximate_count_upper_bound: upper,
  });
  assert.deepEqual(complaintsAboutSize(state(67_600, 70_400), 69_468), []);
  assert.deepEqual(complaintsAboutSize(state(1000, 1000), 300), []);
  assert.equal(complaintsAboutSize(state(-1, -1), 69_468).length, 1);
  assert.equal(complaintsAboutSize(state(1000, 1000), 69_468).length, 1);
  assert.equal(complaintsAboutSize(state(57_600, 80_400), 69_468).length, 1);
});
