import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Answers with a file that is made while it is sent, at the pace of the line. Nobody between may keep it. */
export function sendFile(
  reply: FastifyReply,
  type: string,
  pieces: AsyncIterable<Buffer | string>,
): FastifyReply {
  return reply
    .code(200)
    .header('cache-control', 'no-store')
    .type(type)
    .send(Readable.from(pieces, { objectMode: false }));
}
