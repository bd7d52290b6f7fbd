export type { CallAnswer, TurnKind } from './budgets.ts';
export { type Forecast, Pace, type PaceOptions, type Standing, type Turn } from './pace.ts';
export type { MeterReading, Usage } from './usage.ts';
