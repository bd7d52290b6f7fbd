export type { Forecast, Pace, PaceOptions, Standing, Turn, TurnAnswer, TurnKind } from './pace.ts';
export type { MeterReading, Usage } from './usage.ts';
