export { type FoundAudience, findAudience } from './find-audience.ts';
export { Graph, type GraphAnswer, type GraphOptions, type GraphPage, type Params } from './graph.ts';
export { type GraphFault, GraphRefusal, type Verdict } from './graph-refusal.ts';
export { findSession, sessionsOf, type UploadSession } from './sessions.ts';
export { waitMsOf } from './usage.ts';
