export { BatchReader } from './batch-reader.ts';
export { type Address, Courier, type CourierOptions, type Feed } from './courier.ts';
export type { CourierEnd } from './end.ts';
