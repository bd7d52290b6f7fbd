export { type MeasuredPeer, measurePeer } from './measure-peer.ts';
export { peers } from './peers/index.ts';
