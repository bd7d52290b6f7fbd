const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** 1234567 → `1,234,567`. */
export function thousands(count: number): string {
  return grouped.format(count);
}

/** A share with one decimal; something that is not nothing never reads as 0.0 %, nor less than all as 100 %. */
export function percent(part: number, whole: number): string {
  if (whole === 0) return '';
  const share = (100 * part) / whole;
  if (share > 0 && share < 0.05) return '<0.1 %';
  if (share < 100 && share >= 99.95) return '>99.9 %';
  return `${share.toFixed(1)} %`;
}

const byteUnits = ['kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** 1234567 → `1.2 MB`. Decimal units, as disks and networks are sold. */
export function bytes(count: number): string {
  if (count < 1000) return `${Math.round(count)} B`;
  let value = count / 1000;
  let unit = 0;
  while (value >= 999.95 && unit < byteUnits.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value.toFixed(1)} ${byteUnits[unit] ?? ''}`;
}

/** Seconds as a person says them: `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`. */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${twoDigits(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${twoDigits(Math.floor((whole % 3600) / 60))} min`;
}

function twoDigits(count: number): string {
  return String(count).padStart(2, '0');
}
