export { BatchReader } from './batch-reader.ts';
export { type Address, Courier, type CourierEnd, type CourierOptions } from './courier.ts';
