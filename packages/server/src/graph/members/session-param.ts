import { GraphError, invalidParameter, type Params } from '../wire/index.ts';

/** The `session` of a request (specification 3.5). */
export interface SessionParam {
  readonly sessionId: string;
  readonly batchSeq: number;
  readonly isLast: boolean;
}

const idMax = 2n ** 63n - 1n;

/** Null when the request names none. */
export function readSession(params: Params): SessionParam | null {
  const session = params.has('session') ? params.json('session') : null;
  if (session === null || session === '') return null;
  if (typeof session !== 'object' || Array.isArray(session))
    throw invalidParameter('Param session must be an object');
  const of = new Map(Object.entries(session));
  const sessionId = textOf(of.get('session_id'));
  if (!/^[0-9]{1,19}$/.test(sessionId) || BigInt(sessionId) < 1n || BigInt(sessionId) > idMax) {
    throw invalidParameter('Param session[session_id] must be a positive 64-bit integer');
  }
  const batchSeq = Number(textOf(of.get('batch_seq')));
  if (!Number.isSafeInteger(batchSeq) || batchSeq < 1) {
    throw invalidParameter('Param session[batch_seq] must be an integer of 1 or more');
  }
  const last = textOf(of.get('last_batch_flag')).toLowerCase();
  return { sessionId: String(BigInt(sessionId)), batchSeq, isLast: last === 'true' || last === '1' };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}

/** Why an update is refused, with the title that clients show (specification 3.10). */
const refusals = {
  running: [
    1870145,
    'Audience Update In Progess',
    'Another update of this audience is running. Wait until it is finished, and send again.',
  ],
  timedOut: [
    1870158,
    'Replace Session Timed Out',
    'The session ended 90 minutes after its first batch. What had arrived by then was taken; begin a new session for the rest.',
  ],
  notBegun: [
    1870147,
    'Invalid Upload Batch for Replace',
    'A replace begins with the batch whose batch_seq is 1. Send that one first.',
  ],
  finished: [
    1870159,
    'Replace Session Finished',
    'The session ended with the batch whose last_batch_flag was true. Begin a new session.',
  ],
  tooLarge: [
    1870144,
    'DFCA Size Not Supported For Replace',
    'An audience of 100 million people or more cannot be replaced. Add and remove people instead.',
  ],
} as const;

export function updateRefused(why: keyof typeof refusals): GraphError {
  const [subcode, userTitle, userMessage] = refusals[why];
  return new GraphError(`(#2650) Failed to update the custom audience: ${userTitle}`, {
    code: 2650,
    subcode,
    userTitle,
    userMessage,
  });
}
