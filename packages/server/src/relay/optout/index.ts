export { leaveOutForgotten } from './forgotten.ts';
export { Forwarder, type ForwarderOptions } from './forwarder.ts';
