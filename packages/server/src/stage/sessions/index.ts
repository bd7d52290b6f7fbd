export { type Session, type SessionRecord, Sessions } from './sessions.ts';
