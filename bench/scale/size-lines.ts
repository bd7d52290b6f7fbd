import { grouped } from '../command-line/picture.ts';
import type { BarLine, Measured } from '../kit/outcome.ts';
import type { MeasuredIngest } from '../server/index.ts';

/** One line for each size, and after it the bare engine's on the same file. */
export function sizeLines(sizes: readonly MeasuredIngest[], bare: readonly Measured[]): BarLine[] {
  return sizes.flatMap((size, index) => {
    const own = lineOf(
      `kindred ${grouped(size.rows)}`,
      size,
      `peak memory ${grouped(size.peak_rss_mib)} MiB`,
    );
    const other = bare[index];
    if (other === undefined) return [own];
    const ratio = (size.rows_per_s / other.rows_per_s).toFixed(2);
    return [own, lineOf(`bare_engine ${grouped(size.rows)}`, other, `kindred is × ${ratio}`)];
  });
}

function lineOf(name: string, found: Measured, note: string): BarLine {
  return { name, rowsPerSecond: found.rows_per_s, seconds: found.seconds, note };
}
