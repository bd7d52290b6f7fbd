export {
  type ConnectionRecord,
  Connections,
  type Credentials,
  type OpenConnection,
  type PauseReason,
} from './connections.ts';
