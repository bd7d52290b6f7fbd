import { bar } from './shape/bar.ts';
import { bytes, duration, percent, thousands } from './text/number.ts';
import type { View } from './view.ts';

/** What is being counted: bytes of a file, people, or the server's own share of 0 to 1. */
export type ProgressUnit = 'bytes' | 'people' | 'share';

export interface ProgressState {
  readonly label: string;
  readonly unit: ProgressUnit;
  readonly done: number;
  /** Null where nobody knows how much there will be. */
  readonly total: number | null;
  readonly seconds: number;
}

const labelMax = 26;
const barMin = 8;
const barMax = 30;
const leftWidth = 11;

/** One line of a terminal: label, bar, share, amount, rate, time left; never wider than the view. */
export function progressLine(state: ProgressState, view: View): string {
  const label = state.label.length > labelMax ? `${state.label.slice(0, labelMax - 1)}…` : state.label;
  const facts = factsOf(state).join('  ');
  const room = view.columns - label.length - facts.length - 3;
  if (state.total === null || room < barMin) return `${label}  ${facts}`.slice(0, view.columns);
  const width = Math.min(barMax, room);
  const drawn = bar(shareOf(state), width).padEnd(width, '·');
  return `${label} ${view.paint.good(drawn)} ${facts}`;
}

/** The same as a sentence for logs, when it is over. */
export function progressSummary(state: ProgressState): string {
  const took = `in ${duration(state.seconds)}`;
  if (state.unit === 'share') return `${state.label}: done ${took}`;
  return `${state.label}: ${amountOf(state)} ${took} (${rateOf(state)})`;
}

function factsOf(state: ProgressState): string[] {
  const facts: string[] = [];
  if (state.total !== null) facts.push(percent(state.done, state.total).padStart(7));
  if (state.unit !== 'share') facts.push(amountOf(state).padStart(8), rateOf(state).padStart(10));
  const left = secondsLeft(state);
  // Its room is kept when there is nothing to say, so that the bar keeps its length.
  if (state.total !== null) facts.push((left === null ? '' : `${duration(left)} left`).padEnd(leftWidth));
  return facts;
}

function amountOf(state: ProgressState): string {
  return state.unit === 'bytes' ? bytes(state.done) : thousands(state.done);
}

function rateOf(state: ProgressState): string {
  const rate = state.done / Math.max(state.seconds, 0.001);
  return state.unit === 'bytes' ? `${bytes(rate)}/s` : `${thousands(rate)}/s`;
}

function shareOf(state: ProgressState): number {
  return state.total === null || state.total === 0 ? 0 : state.done / state.total;
}

/** From the mean rate so far; null while there is nothing to go by, and when it is done. */
export function secondsLeft(state: ProgressState): number | null {
  const share = shareOf(state);
  if (share <= 0 || share >= 1) return null;
  return (state.seconds * (1 - share)) / share;
}
