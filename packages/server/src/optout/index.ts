export { type OptOut, OptOuts, type OptOutsOptions } from './opt-outs.ts';
export { optedOutPeople } from './opted-out-people.ts';
