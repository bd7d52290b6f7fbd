export { BatchReader } from './batch-reader.ts';
export { type Address, Courier, type CourierEnd, type CourierOptions, type Feed } from './courier.ts';
