import { createHmac } from 'node:crypto';
import type { HttpAnswer, HttpClient, HttpResult } from '../../http/index.ts';
import type { NotDone, Outcome } from '../../outcome.ts';
import type { CallAnswer, Pace, Turn, TurnKind } from '../../pace/index.ts';
import type { CallOptions, Connection } from '../../platform.ts';
import { faultOf, type GraphFault, termsLink } from './errors.ts';
import { asRecord, jsonOf } from './read.ts';
import { type Told, usageOf } from './usage.ts';

/** One call of the Graph API. */
export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Behind the version. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** Fields of the body, which is JSON; their values are JSON texts, sent as they are. */
  readonly fields?: Readonly<Record<string, string | readonly Buffer[]>>;
  readonly kind: TurnKind;
  /** Whether it may be made again without knowing what became of the first. */
  readonly isRepeatable: boolean;
}

export interface GraphAnswer {
  readonly body: Readonly<Record<string, unknown>>;
  /** Which version answered. */
  readonly version: string | null;
  readonly tier: string | null;
}

/** After a failure of the server or of the network; callers wait longer with each attempt. */
const patienceMs = 1000;
/** Another update is running there; nothing tells how long. */
const busyMs = 30_000;

/** Makes a call when it is its turn, and says how it ended. */
export async function callGraph(
  client: HttpClient,
  connection: Connection,
  call: GraphCall,
  { signal, turn: taken }: CallOptions = {},
): Promise<Outcome<GraphAnswer>> {
  using turn = taken ?? (await connection.pace.turn(call.kind, signal));
  const result = await client.send({ ...requestOf(connection, call), signal });
  return outcomeOf(result, { call, connection, turn });
}

/** The token goes in a header and never in the address, which logs keep. A proof is worth nothing without the token. */
function requestOf(connection: Connection, { method, path, query = {}, fields }: GraphCall) {
  const url = new URL(`/${connection.version}/${path}`, connection.url);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  const { token, appSecret } = connection;
  const proof = appSecret === null ? null : createHmac('sha256', appSecret).update(token).digest('hex');
  if (proof !== null && fields === undefined) url.searchParams.set('appsecret_proof', proof);
  const all = proof === null ? fields : { appsecret_proof: JSON.stringify(proof), ...fields };
  const headers = { authorization: `Bearer ${token}`, accept: 'application/json' };
  return fields === undefined
    ? { method, url, headers, body: [] }
    : { method, url, headers: { ...headers, 'content-type': 'application/json' }, body: jsonBody(all ?? {}) };
}

function jsonBody(fields: Readonly<Record<string, string | readonly Buffer[]>>): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let text = '{';
  for (const [place, [name, value]] of Object.entries(fields).entries()) {
    text += `${place === 0 ? '' : ','}${JSON.stringify(name)}:`;
    if (typeof value === 'string') {
      text += value;
    } else {
      pieces.push(Buffer.from(text), ...value);
      text = '';
    }
  }
  pieces.push(Buffer.from(`${text}}`));
  return pieces;
}

interface Made {
  readonly call: GraphCall;
  readonly connection: Connection;
  readonly turn: Turn;
}

function outcomeOf(result: HttpResult, made: Made): Outcome<GraphAnswer> {
  const { call, connection, turn } = made;
  if (result.kind === 'failure') {
    turn.end({ isStrained: true });
    return lost(call, result.mayHaveArrived, result.said);
  }
  const told = usageOf(result.headers, connection.accountId);
  const body = asRecord(jsonOf(result.body.toString()));
  if ('error' in body) return refused(faultOf(asRecord(body['error'])), told, made);
  const isGood = result.status >= 200 && result.status < 300 && result.body[0] === 0x7b;
  if (!isGood) {
    turn.end({ usage: told.usage, isStrained: true });
    return notUnderstood(call, result);
  }
  turn.end({ usage: told.usage });
  const version = result.headers['facebook-api-version'];
  return {
    kind: 'done',
    value: { body, version: typeof version === 'string' ? version : null, tier: told.tier },
  };
}

function lost(call: GraphCall, mayHaveArrived: boolean, said: string): NotDone {
  const isClear = !mayHaveArrived || call.isRepeatable;
  return { kind: isClear ? 'retry' : 'unclear', said, afterMs: patienceMs };
}

/** An answer that no Graph server gives: something in between, or one that is out of order. */
function notUnderstood(call: GraphCall, { status, headers }: HttpAnswer): NotDone {
  const form = String(headers['content-type'] ?? 'no type').split(';', 1)[0];
  const said = `The answer was no JSON of the Graph API (status ${status}, ${form}).`;
  if (status >= 300 && status < 400) {
    return {
      kind: 'reconnect',
      said: `${said} It leads to another address, to which no token is sent. Correct the address.`,
    };
  }
  // Who answers 400 to 499 has not done it.
  const isRefused = status >= 400 && status < 500;
  return lost(call, !isRefused, said);
}

function refused(fault: GraphFault, told: Told, { call, connection, turn }: Made): NotDone {
  const { of, said, code, subcode } = fault;
  turn.end(endingOf(fault, told));
  switch (of.kind) {
    case 'wait':
      return { kind: 'wait', said, untilMs: throttleEnd(connection.pace) };
    case 'busy':
      return { kind: 'wait', said, untilMs: connection.pace.nowMs + busyMs };
    case 'retry':
      return { kind: 'retry', said, afterMs: patienceMs };
    case 'terms':
      return { kind: 'terms', said: `${said} Accept them there.`, link: termsLink(connection.accountId) };
    case 'reconnect':
    case 'parked':
      return { kind: of.kind, said };
    case 'permanent':
      // A read of something that is not there holds for nothing else.
      return {
        kind: 'permanent',
        said,
        code,
        subcode,
        scope: call.kind === 'read' ? 'request' : of.scope,
        isMissing: of.isMissing,
      };
  }
}

function endingOf({ of, code }: GraphFault, { usage, regainMs, resetMs }: Told): CallAnswer {
  if (of.kind === 'wait') return { usage, throttledMs: code === 17 ? (resetMs ?? regainMs) : regainMs };
  return of.kind === 'retry' ? { usage, isStrained: true } : { usage };
}

function throttleEnd(pace: Pace): number {
  const { throttledUntilMs, heldUntilMs } = pace.standing();
  return throttledUntilMs ?? heldUntilMs ?? pace.nowMs;
}
