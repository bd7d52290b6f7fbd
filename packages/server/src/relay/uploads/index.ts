export { Deliverer, type DelivererOptions, type Held } from './deliverer.ts';
export type { Arrived } from './settlement.ts';
