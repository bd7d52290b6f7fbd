export { type Arrived, Deliverer, type DelivererOptions, type Held } from './deliverer.ts';
