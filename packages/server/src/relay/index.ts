export type { ConnectionRecord, Credentials } from './connection/index.ts';
export { NotRelayable, type Reception } from './reception.ts';
export { Relay } from './relay.ts';
