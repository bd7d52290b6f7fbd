import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

const escapes: Readonly<Record<string, string>> = { '<': '\\u003c', '>': '\\u003e', '&': '\\u0026' };

/**
 * JSON as the documented samples have it: compact, with <, > and & escaped. Their ETags are the MD5 of just
 * these bytes (specification 8.0), so this is part of the contract.
 */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&]/g, (char) => escapes[char] ?? char);
}

export function etagOf(body: string): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** Answers with JSON and its ETag; a GET whose If-None-Match has it gets 304 and no body. */
export function sendJson(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  value: unknown,
): FastifyReply {
  return sendJsonText(request, reply, status, jsonText(value));
}

export function sendJsonText(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  body: string,
): FastifyReply {
  const etag = etagOf(body);
  reply.header('etag', etag);
  if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'max-age=0, private, must-revalidate');
  if (request.method === 'GET' && status === 200 && matches(request.headers['if-none-match'], etag)) {
    return reply.code(304).send();
  }
  return reply.code(status).type('application/json; charset=utf-8').send(body);
}

export function sendNothing(reply: FastifyReply): FastifyReply {
  return reply.code(204).header('cache-control', 'no-cache').send();
}

/** If-None-Match: `*`, or a list of tags; `W/` makes no difference to a GET (RFC 9110, 13.1.2). */
function matches(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etag);
}
