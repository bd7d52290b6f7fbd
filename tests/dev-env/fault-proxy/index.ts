export {
  type CannedAnswer,
  expiredAnswer,
  type Fault,
  failedAnswer,
  graphError,
  htmlAnswer,
  throttledAnswer,
  tooSmallAnswer,
} from './fault.ts';
export { type Decide, FaultProxy, type Passed } from './proxy.ts';
