export { Deliverer, type DelivererOptions, type Held } from './deliverer.ts';
export type { Arrived, RosterRelay } from './settlement.ts';
