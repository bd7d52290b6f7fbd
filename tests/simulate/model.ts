import assert from 'node:assert/strict';
import type { UploadReport } from '@kindred/contract';
import { assertSumsClose } from '../dev-env/index.ts';
import type { Task } from './task.ts';

/** Applies tasks to plain sets, in the order of their acceptance, and compares each with its report. */
export function replay(
  steps: readonly { readonly task: Task; readonly report: UploadReport }[],
): ReadonlySet<number> {
  let members = new Set<number>();
  for (const { task, report } of steps) {
    const before = members;
    members = membersAfter(before, task);
    assertSumsClose(report.funnel);
    assert.deepEqual(countsOf(report), expected(task, before, members), `${task.key}: upload ${report.id}`);
  }
  return members;
}

function membersAfter(before: ReadonlySet<number>, { operation, file }: Task): Set<number> {
  if (operation === 'add') return new Set([...before, ...file.people]);
  if (operation === 'remove') return without(before, file.people);
  return new Set(file.people);
}

function without(all: ReadonlySet<number>, some: ReadonlySet<number>): Set<number> {
  return new Set([...all].filter((each) => !some.has(each)));
}

function expected(task: Task, before: ReadonlySet<number>, now: ReadonlySet<number>): object {
  const { lines, blank, rejected, duplicates, people } = task.file;
  return {
    operation: task.operation,
    bytes: task.file.content.length,
    lines,
    blank,
    rejected,
    duplicates,
    accepted: lines - blank - rejected - duplicates,
    matched: people.size,
    newly_added: without(now, before).size,
    removed: without(before, now).size,
  };
}

function countsOf({ operation, bytes, funnel }: UploadReport): object {
  const { lines, blank, rejected, duplicates, accepted, matched, newly_added, removed } = funnel;
  return { operation, bytes, lines, blank, rejected, duplicates, accepted, matched, newly_added, removed };
}
