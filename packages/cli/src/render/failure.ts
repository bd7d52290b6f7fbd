import type { ErrorDetails } from '@kindred/contract';
import { Failure, Refused } from '../failure.ts';
import type { View } from './view.ts';

/** What went wrong, for a person: the sentence, what is known about it, where to read on, what to quote. */
export function failureText(failure: unknown, view: View): string {
  const sentence = failure instanceof Failure ? failure.message : defectText(failure);
  const lines = [`${view.paint.bad('kindred:')} ${sentence}`];
  if (failure instanceof Refused && failure.answered !== null) {
    const { code, details, docs_url, request_id } = failure.answered;
    lines.push(`  code        ${code} (HTTP ${failure.status})`);
    lines.push(...detailLines(details ?? {}));
    lines.push(`  docs        ${docs_url}`, `  request id  ${request_id}`);
  }
  return lines.join('\n');
}

function detailLines(details: ErrorDetails): string[] {
  return Object.entries(details).map(
    ([name, value]) => `  ${name.padEnd(10)}  ${Array.isArray(value) ? value.join(', ') : String(value)}`,
  );
}

function defectText(defect: unknown): string {
  return `this is a defect of the command line. ${defect instanceof Error ? defect.stack : String(defect)}`;
}
