export type { Call, Target } from './call.ts';
export { curlText } from './call.ts';
export { carryOut } from './carry-out.ts';
export type { Reply } from './reply.ts';
export { replyText } from './reply.ts';
