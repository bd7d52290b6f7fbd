export { type Creation, type RelayedAudience, RemoteAudiences } from './remote-audiences.ts';
export { Statuses } from './statuses.ts';
