export {
  type Answer,
  Caller,
  type CallerOptions,
  type CallId,
  type CallOptions,
  type Given,
} from './caller.ts';
export type { Fetch } from './exchange.ts';
export { KindredFailure, Refused, StrangeAnswer, Unreachable, WrongRequest } from './failure.ts';
export { type FollowOptions, follow } from './follow.ts';
export type { Pause } from './pause.ts';
