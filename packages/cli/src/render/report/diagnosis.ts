import { type ColumnPicture, type Diagnosis, type Finding, type Shape, shapes } from '@kindred/identity';
import { barChart } from '../shape/bar-chart.ts';
import { thousands } from '../text/number.ts';
import { wrap } from '../text/wrap.ts';
import type { View } from '../view.ts';

/** What a list looks like, column by column, and what is wrong with it. */
export function diagnosisText(diagnosis: Diagnosis, view: View): string {
  const { rows, columns, findings, tests_found: testsFound } = diagnosis;
  const parts = [
    `${thousands(rows)} rows, ${thousands(columns.length)} columns`,
    ...columns.map((column) => columnText(column, rows, view)),
  ];
  if (testsFound > 0) parts.push(`${thousands(testsFound)} cells are your test values, rightly hashed.`);
  parts.push(findings.length === 0 ? 'Nothing is wrong with this list.' : findingsText(findings, view));
  return parts.join('\n\n');
}

function columnText(column: ColumnPicture, rows: number, view: View): string {
  const counts = Object.entries(column.shapes) as [Shape, number][];
  const title = `${column.name}: ${column.kind ?? 'no identifier'}`;
  const chart = barChart(
    counts.map(([shape, count]) => ({ label: `  ${shapes[shape]}`, count, countText: thousands(count) })),
    rows,
    view,
  );
  return [view.paint.bold(title), chart].filter((part) => part !== '').join('\n');
}

function findingsText(findings: readonly Finding[], view: View): string {
  return findings.flatMap((each) => findingLines(each, view)).join('\n');
}

function findingLines({ severity, code, column, count, line, say }: Finding, view: View): readonly string[] {
  const where = [
    ...(column === null ? [] : [column]),
    ...(count === 0 ? [] : [thousands(count)]),
    ...(line === null ? [] : [`first on line ${thousands(line)}`]),
  ].join(', ');
  const title = severity === 'error' ? view.paint.bad(code) : view.paint.dim(`${code} (note)`);
  return [
    `${title}${where === '' ? '' : `  ${where}`}`,
    ...wrap(say, view.columns - 2).map((text) => `  ${text}`),
  ];
}
