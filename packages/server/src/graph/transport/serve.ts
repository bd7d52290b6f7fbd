import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { limits } from '@kindred/contract';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { loggableError } from '../../kernel/loggable-error.ts';
import { type BatchOperation, type OperationAnswer, parseBatch, runBatch } from '../batch/index.ts';
import type { GraphContext } from '../context.ts';
import { answer } from '../routes.ts';
import { admitBatch } from '../token.ts';
import type { RequestUsage } from '../usage/index.ts';
import { type GraphAnswer, type GraphCall, GraphError, graphJson, type Params } from '../wire/index.ts';
import { BodyBudget } from './body-budget.ts';
import { errorAnswer } from './error-answer.ts';
import {
  etagOf,
  namesEtag,
  newRequestId,
  standingHeaders,
  type TraceIds,
  takesGzip,
  traceIdsOf,
} from './headers.ts';
import { callOf, isGraphPath, oldestVersion, type RawCall, readCall, readParams } from './read-call.ts';
import { receiveBody } from './receive-body.ts';

const compress = promisify(gzip);
const gzipBytesMin = 1024;

/** How long a large body waits for others to leave room for it. */
const roomMsMax = 10_000;

/** How long the rest of a refused request is read before it is answered. */
const drainMsMax = 2000;

/** The id of a request to one of these addresses, in the form that clients know; null for any other address. */
export function graphRequestId(url: string): string | null {
  return isGraphPath(url.split('?', 1)[0] ?? '') ? newRequestId() : null;
}

/** Serves the Graph API beside what else the server has: every path that is one of its own. */
export function serveGraph(server: FastifyInstance, context: GraphContext): void {
  server.register(async (child) => {
    child.removeAllContentTypeParsers();
    const budget = new BodyBudget(limits.graph_bodies_bytes_max, roomMsMax);
    const responses = new WeakMap<FastifyRequest, ServerResponse>();
    child.addHook('onRequest', async (request, reply) => {
      responses.set(request, reply.raw);
      dropUnreadableType(request.raw);
    });
    child.addContentTypeParser('*', async (request: FastifyRequest) => {
      const response = responses.get(request);
      if (response === undefined) throw new Error('a body came before its request');
      return receiveBody(request.raw, response, budget);
    });
    child.setErrorHandler((error: FastifyError, request, reply) => refuse(error, request, reply));
    for (const url of ['/', '/*']) {
      child.route({
        method: ['GET', 'POST', 'DELETE', 'PUT', 'PATCH'],
        url,
        bodyLimit: limits.graph_body_bytes_max,
        handler: (request, reply) => handle(request, reply, { context, budget }),
      });
    }
  });
}

/** Fastify refuses a body whose type it cannot read; without one the body is looked at. */
function dropUnreadableType({ headers }: IncomingMessage): void {
  const isReadable = /^\s*[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+\s*(;|$)/.test(
    headers['content-type'] ?? '',
  );
  if (!isReadable) delete headers['content-type'];
}

async function handle(
  request: FastifyRequest,
  reply: FastifyReply,
  { context, budget }: { readonly context: GraphContext; readonly budget: BodyBudget },
): Promise<FastifyReply> {
  const path = request.url.split('?', 1)[0] ?? '';
  if (!isGraphPath(path)) {
    reply.callNotFound();
    return reply;
  }
  const ids = traceIdsOf(request.id);
  const raw: RawCall = {
    // Node leaves the body out of what answers HEAD.
    method: request.method === 'HEAD' ? 'GET' : request.method,
    url: request.raw.url ?? '',
    headers: request.headers,
    body: Buffer.isBuffer(request.body) ? request.body : await bodyOfGet(request, reply, budget),
    origin: context.publicUrl ?? `${request.protocol}://${request.host}`,
  };
  let asked: Params | null = null;
  let call: GraphCall | null = null;
  let found: GraphAnswer;
  const usage = context.meter.request();
  const own = usage.begin();
  try {
    const whole = await readCall(raw, context.readingThreads);
    asked = whole.params;
    call = callOf(raw, whole);
    if (isBatch(call)) {
      // Its operations are the calls.
      own.end();
      found = await answerBatch(call, raw, { context, request, usage });
    } else {
      found = await answer(call, context, own);
    }
  } catch (error) {
    found = errorAnswer(graphErrorOf(error, request), ids.requestId);
  }
  own.end();
  found = { ...found, headers: { ...found.headers, ...usage.headers() } };
  request.log.info({ status: found.status }, 'graph answer');
  return send(request, reply, found, { asked, call, ids });
}

/** The body of a GET, which Fastify leaves where it is; null for none. */
async function bodyOfGet(
  { method, headers, raw }: FastifyRequest,
  reply: FastifyReply,
  budget: BodyBudget,
): Promise<Buffer | null> {
  const isThere = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  return method === 'GET' && isThere ? receiveBody(raw, reply.raw, budget) : null;
}

/** What the calls of one request share. */
interface Served {
  readonly context: GraphContext;
  readonly request: FastifyRequest;
  readonly usage: RequestUsage;
}

/** `POST /` is a batch. */
function isBatch(call: GraphCall): boolean {
  return call.words.length === 0 && call.method === 'POST' && call.params.has('batch');
}

async function answerBatch(
  call: GraphCall,
  raw: RawCall,
  { context, request, usage }: Served,
): Promise<GraphAnswer> {
  // A call that nobody may make is refused as a whole, as long as its operations bring no tokens of their own.
  if (call.token !== null) await admitBatch(call, context);
  const operations = parseBatch(call.params.json('batch'));
  if (call.token === null && !operations.some(namesToken)) throw GraphError.of('token_missing');
  const items = await runBatch(
    operations,
    (operation) => runOperation(operation, call, raw, { context, request, usage }),
    {
      includeHeaders: call.params.bool('include_headers') ?? true,
      answerError: (error) => operationAnswer(errorAnswer(error, request.id), call),
    },
  );
  return { status: 200, body: items };
}

function namesToken({ relativeUrl, body }: BatchOperation): boolean {
  return `${relativeUrl} ${body ?? ''}`.includes('access_token');
}

async function runOperation(
  operation: { readonly method: string; readonly relativeUrl: string; readonly body: string | null },
  call: GraphCall,
  raw: RawCall,
  { context, request, usage }: Served,
): Promise<OperationAnswer> {
  const own = usage.begin();
  try {
    const isVersioned = /^\/v\d+\.\d+(\/|\?|$)/.test(operation.relativeUrl);
    const innerRaw: RawCall = {
      method: operation.method,
      url: isVersioned ? operation.relativeUrl : `/${call.version}${operation.relativeUrl}`,
      headers: {},
      body: operation.body === null ? null : Buffer.from(operation.body),
      origin: raw.origin,
    };
    const inner = callOf(innerRaw, { params: await readParams(innerRaw), members: null });
    if (inner.words.length === 0 && inner.method === 'POST') {
      throw GraphError.of('batch_nested');
    }
    const answered = await answer({ ...inner, ...tokenFor(inner, call) }, context, own);
    return operationAnswer(answered, call);
  } catch (error) {
    const refused = errorAnswer(graphErrorOf(error, request), request.id);
    return operationAnswer(refused, call);
  } finally {
    own.end();
  }
}

/** An operation with a token of its own has its own proof, too; any other has those of the batch. */
function tokenFor(inner: GraphCall, batch: GraphCall): Pick<GraphCall, 'token' | 'proof'> {
  const token = inner.token ?? batch.token;
  return { token, proof: inner.proof ?? (token === batch.token ? batch.proof : null) };
}

function operationAnswer({ status, body, headers }: GraphAnswer, { version }: GraphCall): OperationAnswer {
  const standing = {
    'Content-Type': 'application/json',
    'Facebook-API-Version': version,
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': headers?.['cache-control'] ?? 'private, no-cache, no-store, must-revalidate',
    Pragma: 'no-cache',
    Expires: 'Sat, 01 Jan 2000 00:00:00 GMT',
  };
  const challenge = headers?.['www-authenticate'];
  return {
    status,
    headers: challenge === undefined ? standing : { 'WWW-Authenticate': challenge, ...standing },
    text: graphJson(body),
  };
}

async function send(
  request: FastifyRequest,
  reply: FastifyReply,
  found: GraphAnswer,
  {
    asked,
    call,
    ids,
  }: { readonly asked: Params | null; readonly call: GraphCall | null; readonly ids: TraceIds },
): Promise<FastifyReply> {
  const callback = callbackOf(asked);
  const plain = textOf(found.body, asked);
  const text = callback === null ? plain : `/**/ ${callback}(${plain});`;
  reply.headers({ ...standingHeaders(ids, call?.version ?? oldestVersion), ...found.headers });
  // Browsers run only what says that it is a script.
  if (callback !== null) reply.header('content-type', 'text/javascript; charset=UTF-8');
  if (found.status === 200 && call?.method === 'GET') {
    const etag = etagOf(text);
    reply.header('etag', etag);
    if (namesEtag(request.headers['if-none-match'], etag)) return reply.code(304).send();
  }
  const isSuppressed = isTrue(asked, 'suppress_http_code') || isTrue(asked, 'suppress_response_codes');
  reply.code(isSuppressed ? 200 : found.status);
  if (text.length >= gzipBytesMin && takesGzip(request.headers['accept-encoding'])) {
    reply.header('content-encoding', 'gzip').header('vary', 'Accept-Encoding');
    return reply.send(await compress(text));
  }
  return reply.send(Buffer.from(text));
}

const debugLevels: readonly unknown[] = ['all', 'info', 'warning'];

function textOf(body: unknown, asked: Params | null): string {
  const isDebug =
    debugLevels.includes(asked?.raw('debug')) &&
    typeof body === 'object' &&
    body !== null &&
    !Array.isArray(body);
  const whole = isDebug ? { ...body, __debug__: {} } : body;
  return graphJson(whole, isTrue(asked, 'pretty'));
}

/** A name that can be called, and nothing else: what stands in front of the bracket is run by a browser. */
function callbackOf(asked: Params | null): string | null {
  const name = asked?.raw('callback');
  return typeof name === 'string' && /^[A-Za-z_$][\w$.]{0,127}$/.test(name) ? name : null;
}

function isTrue(asked: Params | null, name: string): boolean {
  const value = asked?.raw(name);
  return value === true || value === 'true' || value === '1' || value === 1;
}

async function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const ids = traceIdsOf(request.id);
  const known = graphErrorOf(error, request);
  // The rest is read first, because a client whose connection is closed on it never sees the answer; but nobody may
  // hold the answer back for long by sending slowly.
  reply.removeHeader('connection');
  await Promise.race([
    finished(request.raw.resume()).catch(() => undefined),
    sleep(drainMsMax, null, { ref: false }),
  ]);
  const refused = errorAnswer(known, ids.requestId);
  return reply
    .headers({ ...standingHeaders(ids, oldestVersion), ...refused.headers })
    .code(refused.status)
    .send(Buffer.from(graphJson(refused.body)));
}

/** What the caller can be told of any failure. Ours are logged and said to be temporary. */
function graphErrorOf(error: unknown, request: FastifyRequest): GraphError {
  if (error instanceof GraphError) return error;
  const { statusCode } = error as Partial<FastifyError>;
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return GraphError.of('request_unreadable');
  }
  request.log.error({ failure: loggableError(error) }, 'graph request failed');
  return GraphError.of('unavailable');
}
