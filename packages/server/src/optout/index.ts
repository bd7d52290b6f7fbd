export { type OptOut, OptOuts, type OptOutsOptions } from './opt-outs.ts';
