import type { OptOut } from '@kindred/contract';
import { WorkFailed } from '../../failure.ts';
import { table, thousands, type View } from '../../render/index.ts';

/** What became of the lines. */
export function sumsText({ lines, blank, rejected, keys }: OptOut, view: View): string {
  const rows = Object.entries({ lines, '  blank': blank, '  rejected': rejected, '  keys': keys });
  return table(
    [{ title: 'what' }, { title: 'count', align: 'right' }],
    rows.map(([name, count]) => [name, thousands(count)]),
    view,
  );
}

/** Throws where no line was a key: then nothing was done, and whoever sent the file believes something else. */
export function requireKeys({ keys }: { readonly keys: number }): void {
  if (keys > 0) return;
  throw new WorkFailed(
    'No line could be used: each must be what --user-type says. `kindred hash` makes such a file of a plain list.',
  );
}
