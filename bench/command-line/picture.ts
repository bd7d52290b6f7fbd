import type { BarLine, Outcome } from '../kit/outcome.ts';

const barChars = 36;
const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** A table with a bar for each, longest for the fastest. `colour` marks our own lines. */
export function picture(lines: readonly BarLine[], colour: boolean): string {
  const fastest = Math.max(...lines.map((line) => line.rowsPerSecond));
  const nameChars = Math.max(...lines.map((line) => line.name.length));
  return lines
    .map((line) => {
      const name = line.name.padEnd(nameChars);
      const speed = grouped(line.rowsPerSecond).padStart(12);
      const seconds = `${line.seconds.toFixed(3)} s`.padStart(11);
      const drawn = bar(line.rowsPerSecond / fastest).padEnd(barChars);
      const text = `${name} ${speed} rows/s ${seconds}  ${drawn}  ${line.note}`.trimEnd();
      return colour && line.name.startsWith('kindred') ? `\x1b[1;32m${text}\x1b[0m` : text;
    })
    .join('\n');
}

/** Ours first, then each peer with how much faster we are. */
export function barLines({ ours, peers, ratios }: Outcome): BarLine[] {
  const own: BarLine = {
    name: 'kindred',
    rowsPerSecond: ours.rows_per_s,
    seconds: ours.seconds,
    note: `peak memory ${grouped(Math.round(ours.peak_rss_mib))} MiB`,
  };
  const others = Object.entries(peers).map(([name, peer]) => ({
    name,
    rowsPerSecond: peer.rows_per_s,
    seconds: peer.seconds,
    note: `kindred is × ${(ratios[name] ?? Number.NaN).toFixed(2)}`,
  }));
  return [own, ...others];
}

/** A part of 1, to an eighth of a character. */
function bar(part: number): string {
  const units = Math.max(1, Math.round(part * barChars * 8));
  return '█'.repeat(Math.floor(units / 8)) + eighths[units % 8];
}

/** 1234567 as 1 234 567. */
export function grouped(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ' ');
}
