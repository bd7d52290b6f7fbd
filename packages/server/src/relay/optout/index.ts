export { Forwarder, type ForwarderOptions } from './forwarder.ts';
