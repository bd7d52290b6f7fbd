import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { parse } from 'node:querystring';
import { graphErrors, limits } from '@kindred/contract';
import Fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
} from 'fastify';
import type { Caller, Tokens } from '../access/index.ts';
import { ColumnFull } from '../column/index.ts';
import { BrokenForm } from '../intake/index.ts';
import { loggableError } from '../kernel/loggable-error.ts';
import { ApiError, errorBody } from './answers/api-error.ts';
import { jsonText } from './answers/reply.ts';
import { addPages } from './pages/pages.ts';
import { authenticate, requireRole } from './requests/auth.ts';
import { isWithoutFile, requireContent } from './requests/content.ts';
import { loggedPath } from './requests/logged-path.ts';
import type { Route } from './route.ts';

export interface HttpOptions {
  /** Where callers reach the server; null: by the host that they name. */
  readonly publicUrl: string | null;
  readonly logLevel: string;
  /** Of Kindred, for the description of the API. */
  readonly version: string;
  readonly tokens: Tokens;
  readonly routes: readonly Route[];
  /** Adds what is served beside these routes, and has its own ways to read and to answer. */
  readonly beside: (server: FastifyInstance) => void;
  /** The id of a request to an address that is served beside these routes; null for any other address. */
  readonly requestIdBeside: (url: string) => string | null;
  /** Requests that come before this wait for it. */
  readonly opened: Promise<void>;
}

/** A longer query is not looked at by the routes of the Audience API. */
const queryCharsMax = 64 * 1024;

/** Headers that every documented answer has (specification 8.1). */
const standingHeaders = {
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '1; mode=block',
  'x-content-type-options': 'nosniff',
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'POST, PUT, DELETE, GET, OPTIONS',
  'access-control-request-method': '*',
  'access-control-allow-headers':
    'Origin, X-Requested-With, Content-Type, Accept, Authorization, Content-Disposition, Idempotency-Key, If-None-Match',
  'access-control-expose-headers':
    'ETag, Location, X-Upload-Id, X-Request-Id, Idempotency-Replayed, Retry-After',
} as const;

/** The HTTP server: hooks in the order ids → headers → route (token, role, handler) → errors. */
export function createHttp(options: HttpOptions): FastifyInstance {
  const server = Fastify({
    logger:
      options.logLevel === 'silent'
        ? false
        : { level: options.logLevel, serializers: { req: loggedRequest } },
    genReqId: ({ url }) => options.requestIdBeside(url ?? '') ?? randomUUID(),
    bodyLimit: limits.json_body_bytes_max,
    // A file may take hours on a slow line; an idle connection may not.
    requestTimeout: 0,
    connectionTimeout: 120_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    // Some clients of the Graph API put ten thousand rows into the URL of a DELETE.
    http: { maxHeaderSize: limits.graph_url_bytes_max },
    clientErrorHandler: answerClientError,
    // An address that cannot be decoded never reaches a route, and the framework's own answer would repeat its token.
    frameworkErrors: (error, request, reply) =>
      sendError(error, request, reply, options.publicUrl ?? `${request.protocol}://${request.host}`),
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: 200,
      // What is that long is a call of the Graph API, which reads its query itself. A repeated parameter is a list.
      querystringParser: (text) => (text.length > queryCharsMax ? {} : parse(text)),
    },
  });
  takeBodies(server);
  const started = new WeakMap<FastifyRequest, number>();
  let closing = false;
  server.addHook('preClose', async () => {
    closing = true;
  });
  server.addHook('onRequest', async (request, reply) => {
    started.set(request, performance.now());
    reply.headers(standingHeaders).header('x-request-id', request.id);
    await options.opened;
    if (closing) throw new ApiError('shutting_down', {}, { connection: 'close', 'retry-after': '2' });
  });
  server.addHook('onSend', async (request, reply) => {
    const seconds = (performance.now() - (started.get(request) ?? performance.now())) / 1000;
    reply.header('x-runtime', seconds.toFixed(6));
  });
  const refuse = (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    sendError(error, request, reply, options.publicUrl ?? `${request.protocol}://${request.host}`);
  server.setErrorHandler((error: FastifyError, request, reply) => refuse(error, request, reply));
  server.setNotFoundHandler((request, reply) =>
    refuse(unknownAddress(options.routes, request), request, reply),
  );
  addPages(server, options);
  for (const route of options.routes) {
    if (route.takes !== 'bytes') addRoute(server, options.tokens, route);
  }
  // Where the body itself is the file, no type of content may have it read into memory first.
  server.register(async (child) => {
    child.removeAllContentTypeParsers();
    child.addContentTypeParser('*', (_request, _payload, done) => done(null));
    for (const route of options.routes) {
      if (route.takes === 'bytes') addRoute(child, options.tokens, route);
    }
  });
  options.beside(server);
  return server;
}

/** A request that is no HTTP, or whose head is too long, never reaches a route; it is answered in JSON, too. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const isTooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const { message, code, status } = isTooLong ? graphErrors.head_too_long : graphErrors.not_http;
  const body = jsonText({ error: { message, type: 'OAuthException', code } });
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Type: application/json\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

/** Multipart and other large bodies stay streams; JSON and forms are read, up to a limit. */
function takeBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? {} : JSON.parse(text as string));
    } catch {
      done(new ApiError('malformed_request', { problem: 'The body is not JSON.' }));
    }
  });
  server.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string' },
    (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(text as string))),
  );
  server.addContentTypeParser('*', (_request, _payload, done) => done(null));
}

/** Policy comes before the body: who is not allowed to call has nothing of his request read. */
function addRoute(server: FastifyInstance, tokens: Tokens, route: Route): void {
  const callers = new WeakMap<FastifyRequest, Caller>();
  server.route({
    method: route.method,
    url: route.path,
    onRequest: async (request) => {
      const caller = await authenticate(request, tokens);
      requireRole(caller, route.role);
      requireContent(request, route);
      callers.set(request, caller);
    },
    handler: async (request, reply) => {
      const caller = callers.get(request);
      if (caller === undefined) throw new Error('a handler was reached without its policy');
      const form = route.withoutFile !== undefined && isWithoutFile(request) ? route.withoutFile : route;
      return form.handle(request, reply, caller);
    },
  });
}

/** What a log line says of a request: no query (it may hold a token), no headers, no body. */
function loggedRequest(request: FastifyRequest): Record<string, unknown> {
  const path = loggedPath(request.routeOptions.url, request.params as Record<string, string>);
  return { method: request.method, path, remote: request.ip };
}

function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply, base: string): FastifyReply {
  const known = apiErrorOf(error);
  if (known.code === 'internal') request.log.error({ failure: loggableError(error) }, 'request failed');
  // A refused upload is read to its end in the background, so that the client gets to see the answer.
  request.raw.unpipe();
  request.raw.resume();
  return reply
    .code(known.status)
    .headers(known.headers)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(jsonText(errorBody(known, base, request.id)));
}

function apiErrorOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof BrokenForm) return new ApiError('malformed_request', { problem: error.message });
  if (error instanceof ColumnFull || isControlFull(error)) return new ApiError('storage_full');
  const code = (error as Partial<FastifyError>).code;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE')
    return new ApiError('body_too_large', { bytes_max: limits.json_body_bytes_max });
  const status = (error as Partial<FastifyError>).statusCode;
  if (status !== undefined && status >= 400 && status < 500) return new ApiError('malformed_request');
  return new ApiError('internal');
}

/** PostgreSQL's disk_full, or the file system's own word under PGlite. */
function isControlFull(error: unknown): boolean {
  const code = (error as { readonly code?: unknown }).code;
  return code === '53100' || code === 'ENOSPC';
}

/** 405 when the address is known under another method, else 404. */
function unknownAddress(routes: readonly Route[], request: FastifyRequest): ApiError {
  const path = (request.url.split('?', 1)[0] ?? '').replace(/\/+$/, '');
  const methods = routes.filter((route) => patternOf(route.path).test(path)).map((route) => route.method);
  if (methods.length === 0) return new ApiError('not_found');
  return new ApiError('method_not_allowed', { methods }, { allow: [...methods, 'OPTIONS'].join(', ') });
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replace(/:[A-Za-z]+/g, '[^/]+')}$`);
}
