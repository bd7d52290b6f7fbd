import type { ErrorBody, ErrorDetails } from '@kindred/contract';
import { Failure, Refused } from '../failure.ts';
import type { View } from './view.ts';

/** What went wrong, for a person: the sentence, what is known about it, where to read on, what to quote. */
export function failureText(failure: unknown, view: View): string {
  const sentence = failure instanceof Failure ? failure.message : defectText(failure);
  const lines = [`${view.paint.bad('kindred:')} ${sentence}`];
  if (failure instanceof Refused && failure.answered !== null)
    lines.push(...factLines(failure, failure.answered));
  return lines.join('\n');
}

function factLines(
  { status }: Refused,
  { code, details, docs_url, request_id }: ErrorBody['error'],
): string[] {
  const facts: readonly (readonly [string, string])[] = [
    ['code', `${code} (HTTP ${status})`],
    ...Object.entries(details ?? {}).map(([name, value]) => [name, detailText(value)] as const),
    ['docs', docs_url],
    ['request id', request_id],
  ];
  const width = Math.max(...facts.map(([name]) => name.length));
  return facts.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}

function detailText(value: ErrorDetails[string]): string {
  return Array.isArray(value) ? value.join(', ') : String(value);
}

function defectText(defect: unknown): string {
  return `this is a defect of the command line. ${defect instanceof Error ? defect.stack : String(defect)}`;
}
