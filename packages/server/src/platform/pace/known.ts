import type { KnownBudgets } from './budgets.ts';
import type { KnownMeter } from './meter.ts';

/** Reads what `known` gave some time ago, perhaps in another version; null where it is not that. */
export function readKnown(value: unknown): KnownBudgets | null {
  const { meters, throttledUntilMs, isProbing } = fieldsOf(value);
  if (typeof throttledUntilMs !== 'number') return null;
  const read = Object.entries(fieldsOf(meters)).flatMap(([name, meter]) => {
    const known = readMeter(meter);
    return known === null ? [] : [[name, known] as const];
  });
  return { meters: Object.fromEntries(read), throttledUntilMs, isProbing: isProbing === true };
}

function readMeter(value: unknown): KnownMeter | null {
  const { percent, atMs, costPercent, windowMs, isOfWrites, spending } = fieldsOf(value);
  if (!isPositive(percent) || !isPositive(atMs) || !isPositive(costPercent) || !isPositive(windowMs))
    return null;
  if (typeof isOfWrites !== 'boolean' || !Array.isArray(spending) || !spending.every(isSpent)) return null;
  return { percent, atMs, costPercent, windowMs, isOfWrites, spending };
}

function isSpent(entry: unknown): entry is readonly [number, number] {
  return Array.isArray(entry) && entry.length === 2 && entry.every(isPositive);
}

function isPositive(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
