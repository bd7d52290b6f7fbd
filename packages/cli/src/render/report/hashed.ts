import { type Reason, reasons } from '@kindred/identity';
import { table } from '../shape/table.ts';
import { bytes, percent, thousands } from '../text/number.ts';
import type { View } from '../view.ts';

/** What became of a list that was hashed. Counts and names of columns only. */
export interface Hashed {
  readonly file: string;
  readonly output: string;
  readonly bytes: number;
  readonly profile: string;
  readonly columns: readonly { readonly name: string; readonly kind: string; readonly hashed: boolean }[];
  readonly counts: {
    readonly rows: number;
    readonly written: number;
    readonly empty: number;
    readonly unreadable: number;
    readonly kinds: Readonly<Partial<Record<string, KindCounts>>>;
  };
}

interface KindCounts {
  readonly values: number;
  readonly hashed: number;
  readonly refused: Readonly<Partial<Record<Reason, number>>>;
}

export function hashedText(hashed: Hashed, view: View): string {
  const { counts } = hashed;
  return [
    `${thousands(counts.rows)} rows, ${thousands(counts.written)} lines written (${bytes(hashed.bytes)}, profile ${hashed.profile})`,
    kindsTable(hashed, view),
    ...refusedLines(counts.kinds, view),
    ...sentence(counts.empty, 'left out, for they have no identifier that could be used'),
    ...sentence(counts.unreadable, 'left out, for they are no JSON objects'),
  ].join('\n');
}

function kindsTable({ columns, counts }: Hashed, view: View): string {
  const rows = Object.entries(counts.kinds).map(([kind, found]) => [
    kind,
    columns
      .filter((column) => column.kind === kind)
      .map(({ name, hashed }) => (hashed ? `${name} (hashes)` : name))
      .join(', '),
    thousands(found?.values ?? 0),
    thousands(found?.hashed ?? 0),
    percent(found?.hashed ?? 0, found?.values ?? 0),
  ]);
  return table(
    [
      { title: 'kind' },
      { title: 'columns', wraps: true },
      { title: 'values', align: 'right' },
      { title: 'written', align: 'right' },
      { title: 'share', align: 'right' },
    ],
    rows,
    view,
  );
}

function refusedLines(kinds: Hashed['counts']['kinds'], view: View): readonly string[] {
  const lines = Object.entries(kinds).flatMap(([kind, found]) =>
    (Object.entries(found?.refused ?? {}) as [Reason, number][]).map(
      ([reason, count]) => `  ${view.paint.bad(thousands(count))} ${kind} ${reason}: ${reasons[reason]}`,
    ),
  );
  return lines.length === 0 ? [] : [view.paint.bold('refused, by reason'), ...lines];
}

function sentence(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`Rows ${what}: ${thousands(count)}.`];
}
