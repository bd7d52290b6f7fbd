import assert from 'node:assert/strict';
import type { Funnel } from '@kindred/contract';
import { assertSumsClose } from '../dev-env/index.ts';
import { firstOptedOut, type Key, type Line } from './line.ts';
import type { Upload } from './upload.ts';

/** Applies an upload to a plain set and compares the counts with those of its funnel. Gives the new members. */
export function applied(before: ReadonlySet<number>, upload: Upload, funnel: Funnel): ReadonlySet<number> {
  assertSumsClose(funnel);
  const rows = rowsOf(upload.lines);
  const distinct = [...new Map(rows.map((keys) => [nameOf(keys), keys])).values()];
  const passing = distinct.filter((keys) => !keys.some(({ person }) => isOptedOut(person)));
  const found = passing.flatMap((keys) => keys.find(({ person }) => person !== null)?.person ?? []);
  const now = membersAfter(before, upload, new Set(found));
  assertDoor(upload.lines, funnel);
  assert.deepEqual(
    { ...funnel, lines: 0, blank: 0, rejected: 0, rejected_by_reason: {}, matched_by_kind: {} },
    {
      lines: 0,
      blank: 0,
      rejected: 0,
      rejected_by_reason: {},
      duplicates: rows.length - distinct.length,
      suppressed: distinct.length - passing.length,
      accepted: passing.length,
      matched: found.length,
      matched_by_kind: {},
      newly_added: [...now].filter((each) => !before.has(each)).length,
      removed: [...before].filter((each) => !now.has(each)).length,
    },
  );
  return now;
}

function rowsOf(lines: readonly Line[]): (readonly Key[])[] {
  return lines.flatMap(({ becomes }) => (becomes.kind === 'row' ? [becomes.keys] : []));
}

function nameOf(keys: readonly Key[]): string {
  return keys.map(({ name }) => name).join();
}

function isOptedOut(person: number | null): boolean {
  return person !== null && person >= firstOptedOut;
}

function membersAfter(
  before: ReadonlySet<number>,
  { operation }: Upload,
  found: ReadonlySet<number>,
): ReadonlySet<number> {
  if (operation === 'replace') return found;
  if (operation === 'add') return new Set([...before, ...found]);
  return new Set([...before].filter((each) => !found.has(each)));
}

/** What was told of lines at the door: exactly, but for those of which nobody says whether they are blank. */
function assertDoor(lines: readonly Line[], funnel: Funnel): void {
  const count = (kind: string) => lines.filter(({ becomes }) => becomes.kind === kind).length;
  assert.equal(funnel.lines, lines.length);
  assert.equal(funnel.blank + funnel.rejected, count('blank') + count('rejected') + count('either'));
  assert.ok(funnel.blank >= count('blank'));
  const reasons = lines.flatMap(({ becomes }) => (becomes.kind === 'rejected' ? [becomes.reason] : []));
  for (const reason of new Set(reasons)) {
    const told = funnel.rejected_by_reason[reason] ?? 0;
    assert.ok(told >= reasons.filter((each) => each === reason).length, `${reason}: ${told}`);
  }
}
