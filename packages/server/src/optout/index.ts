export {
  type KeyCounts,
  type OptOut,
  type OptOutForwarding,
  type OptOutOperation,
  OptOuts,
  type OptOutsOptions,
} from './opt-outs.ts';
export { optedOutPeople } from './opted-out-people.ts';
