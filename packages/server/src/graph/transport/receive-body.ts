import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { limits } from '@kindred/contract';
import { decode, Unreadable } from '../../intake/index.ts';
import { GraphError } from '../wire/index.ts';
import { type BodyBudget, NoRoom } from './body-budget.ts';

/** Bodies up to this size need no room: calls that carry no people pass however many large ones there are. */
const freeBytes = 64 * 1024;

/**
 * Reads a whole body into memory, unpacked if it says that it is gzip, and bounded by what is unpacked. Its room in the
 * budget is given back when the answer is sent, or the caller gone. Throws GraphError.
 */
export async function receiveBody(
  request: IncomingMessage,
  response: ServerResponse,
  budget: BodyBudget,
): Promise<Buffer> {
  const isGzip = isPacked(request.headers);
  if (Number(request.headers['content-length'] ?? 0) > limits.graph_body_bytes_max) {
    throw GraphError.of('request_too_large');
  }
  const room = budget.open();
  response.once('close', room.release);
  try {
    const bytes = piecesOf(request);
    return await collect(isGzip ? decode(bytes) : bytes, room.grow);
  } catch (error) {
    room.release();
    throw refusalOf(error);
  }
}

/** Of a body that is not read to its end the connection stays, so that a refusal can be sent. */
function piecesOf(request: IncomingMessage): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) };
}

async function collect(
  source: AsyncIterable<Buffer>,
  grow: (bytes: number) => Promise<void>,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  let held = 0;
  for await (const piece of source) {
    length += piece.length;
    if (length > limits.graph_body_bytes_max) throw GraphError.of('request_too_large');
    if (length - freeBytes > held) {
      await grow(length - freeBytes - held);
      held = length - freeBytes;
    }
    pieces.push(piece);
  }
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces, length);
}

function isPacked(headers: IncomingHttpHeaders): boolean {
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return false;
  if (encoding === 'gzip' || encoding === 'x-gzip') return true;
  throw GraphError.of('encoding_unknown', { encoding: encoding.slice(0, 40) });
}

function refusalOf(error: unknown): unknown {
  if (error instanceof NoRoom) return GraphError.of('no_room');
  if (error instanceof Unreadable) return GraphError.of('gzip_damaged');
  // The caller hung up in the middle of the body.
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE'
    ? GraphError.of('request_unreadable')
    : error;
}
