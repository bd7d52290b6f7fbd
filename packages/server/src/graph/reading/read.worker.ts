import { parentPort } from 'node:worker_threads';
import { readMembers } from '../members/payload.ts';
import { readBody } from '../transport/read-body.ts';
import { Params } from '../wire/index.ts';
import type { BodyRead, BodyToRead } from './body.ts';

/** A thread that reads bodies, one after the other. */
parentPort?.on('message', async (body: BodyToRead) => {
  const read = await readOf(body);
  const moved = 'members' in read ? read.rowsBytes : read.bytes;
  parentPort?.postMessage(read, [moved.buffer]);
});

async function readOf({ bytes, contentType }: BodyToRead): Promise<BodyRead> {
  try {
    const values = new Map(await readBody(Buffer.from(bytes.buffer), { 'content-type': contentType }));
    const { rows, ...members } = readMembers(Params.of(values));
    values.delete('payload');
    const { bytes: packed, ...counts } = rows;
    // A part of a larger buffer would take the whole of it along.
    const rowsBytes = Uint8Array.from(packed);
    // Nobody needs the body any more, and a thread that is idle would hold it.
    bytes.buffer.transfer(0);
    return { values, members: { ...members, rows: counts }, rowsBytes };
  } catch {
    return { bytes };
  }
}
