export { type CallUsage, Meter, type RequestUsage } from './meter.ts';
