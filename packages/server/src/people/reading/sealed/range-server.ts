import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { SealedFile } from './sealed-file.ts';

const pieceBytes = 256 * 1024;

/** Lets the engine read a sealed file by HTTP ranges, on this machine only and under an address nobody can guess. */
export async function serveRanges(file: SealedFile): Promise<{ readonly url: string } & AsyncDisposable> {
  const path = `/${randomBytes(24).toString('hex')}`;
  const server = createServer((request, response) => {
    if (request.url !== path) response.writeHead(404).end();
    // The engine ends an answer early once it has seen that ranges work.
    else answer(file, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function answer(file: SealedFile, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const range = rangeOf(request.headers.range, file.byteCount);
  response.writeHead(range.isPart ? 206 : 200, {
    'accept-ranges': 'bytes',
    'content-length': range.end - range.start,
    ...(range.isPart ? { 'content-range': `bytes ${range.start}-${range.end - 1}/${file.byteCount}` } : {}),
  });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  await pipeline(Readable.from(piecesOf(file, range), { objectMode: false }), response);
}

function* piecesOf(file: SealedFile, range: Range): Generator<Buffer> {
  for (let at = range.start; at < range.end; at += pieceBytes)
    yield file.read(at, Math.min(pieceBytes, range.end - at));
}

interface Range {
  readonly start: number;
  /** The first byte that is not part of it. */
  readonly end: number;
  readonly isPart: boolean;
}

function rangeOf(header: string | undefined, byteCount: number): Range {
  const match = /^bytes=([0-9]+)-([0-9]*)$/.exec(header ?? '');
  if (match === null) return { start: 0, end: byteCount, isPart: false };
  const start = Math.min(Number(match[1]), byteCount);
  const last = match[2] === '' ? byteCount - 1 : Number(match[2]);
  return { start, end: Math.max(start, Math.min(last + 1, byteCount)), isPart: true };
}
