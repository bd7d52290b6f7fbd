import type { UploadSession } from '@kindred/sdk';
import { moment, thousands } from '../../render/index.ts';
import type { Target } from '../graph-target.ts';

export const sessionColumns = [
  { title: 'session', align: 'right' },
  { title: 'begun' },
  { title: 'stage' },
  { title: 'received', align: 'right' },
  { title: 'invalid', align: 'right' },
  { title: 'matched', align: 'right' },
] as const;

export function sessionRow(session: UploadSession): string[] {
  return [
    session.session_id,
    session.started_at === '' ? '' : moment(session.started_at),
    session.stage,
    thousands(session.num_received),
    thousands(session.num_invalid_entries),
    session.num_matched === null ? '' : thousands(session.num_matched),
  ];
}

export function countText(sessions: readonly UploadSession[], { name }: Target): string {
  return sessions.length === 0
    ? `Nothing was uploaded to "${name}" in a session yet.`
    : `the ${thousands(sessions.length)} newest of "${name}"`;
}

/** One session as a list of names and values. */
export function sessionText(session: UploadSession): string {
  const lines: readonly (readonly [string, string])[] = [
    ['session', session.session_id],
    ['stage', session.stage],
    ['begun', session.started_at === '' ? '' : moment(session.started_at)],
    ['ended', session.ended_at === null ? 'not yet' : moment(session.ended_at)],
    ['received', thousands(session.num_received)],
    ['invalid', thousands(session.num_invalid_entries)],
    ['matched', session.num_matched === null ? 'not known' : thousands(session.num_matched)],
    ['progress', `${session.progress} %`],
  ];
  return lines.map(([name, value]) => `${name.padEnd(9)} ${value}`).join('\n');
}
