import type { ConnectionCheck } from '@kindred/contract';
import { table, type View } from '../../render/index.ts';

/** What was looked at, one line each, and what to do where something is missing. */
export function checkText(check: ConnectionCheck, view: View): string {
  const rows = check.findings.map(({ topic, state, say, link }) => [
    topic,
    state,
    link === null ? say : `${say} ${link}`,
  ]);
  return table([{ title: 'what' }, { title: 'is' }, { title: 'and', wraps: true }], rows, view);
}
