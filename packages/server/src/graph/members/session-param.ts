import { invalidParameter, type Params } from '../wire/index.ts';

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
    throw invalidParameter('session', 'be an object');
  const of = new Map(Object.entries(session));
  const sessionId = textOf(of.get('session_id'));
  if (!/^[0-9]{1,19}$/.test(sessionId) || BigInt(sessionId) < 1n || BigInt(sessionId) > idMax) {
    throw invalidParameter('session[session_id]', 'be a positive 64-bit integer');
  }
  const batchSeq = Number(textOf(of.get('batch_seq')));
  if (!Number.isSafeInteger(batchSeq) || batchSeq < 1) {
    throw invalidParameter('session[batch_seq]', 'be an integer of 1 or more');
  }
  const last = textOf(of.get('last_batch_flag')).toLowerCase();
  return { sessionId: String(BigInt(sessionId)), batchSeq, isLast: last === 'true' || last === '1' };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
