import assert from 'node:assert/strict';
import type { Funnel } from '@kindred/contract';

/** What must hold of every funnel of an applied upload, whatever was in its file. */
export function assertSumsClose(funnel: Funnel): void {
  const { lines, blank, rejected, duplicates, suppressed, accepted, matched } = funnel;
  const parts = [blank, rejected, duplicates, suppressed, accepted];
  assert.ok(
    parts.every((part) => typeof part === 'number' && part >= 0),
    JSON.stringify(funnel),
  );
  assert.equal(lines, sum(parts), JSON.stringify(funnel));
  assert.equal(rejected, sum(Object.values(funnel.rejected_by_reason)));
  assert.equal(matched, sum(Object.values(funnel.matched_by_kind)));
  assert.ok((matched ?? 0) <= (accepted ?? 0), JSON.stringify(funnel));
}

function sum(parts: readonly (number | null | undefined)[]): number {
  return parts.reduce<number>((total, part) => total + (part ?? Number.NaN), 0);
}
