import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** A request that is ready to be sent. */
export interface ReadyRequest {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly rows: number;
}

/** As many rows as a request may hold. */
export const rowsPerRequest = 10_000;

/** Different requests that are made; they are sent round and round. */
const requestsMax = 60;

const schema = ['EMAIL', 'LOOKALIKE_VALUE'];

/** Requests with the lines of a file, each with a value: every other one as JSON, the rest as a form. */
export async function makeRequests(path: string, rows: number): Promise<readonly ReadyRequest[]> {
  const requests: ReadyRequest[] = [];
  let entries: unknown[] = [];
  const flush = () => {
    if (entries.length > 0) requests.push(requestOf(entries, requests.length % 2 === 0));
    entries = [];
  };
  for await (const line of createInterface({ input: createReadStream(path) })) {
    entries.push([line, (entries.length % 1000) / 10]);
    if (entries.length === Math.min(rows, rowsPerRequest)) flush();
    if (requests.length === requestsMax) break;
  }
  flush();
  return requests;
}

export function requestOf(entries: readonly unknown[], asJson: boolean): ReadyRequest {
  const payload = { schema, data: entries };
  if (asJson) {
    const bytes = Buffer.from(JSON.stringify({ payload }));
    return { bytes, contentType: 'application/json', rows: entries.length };
  }
  const bytes = Buffer.from(`payload=${encodeURIComponent(JSON.stringify(payload))}`);
  return { bytes, contentType: 'application/x-www-form-urlencoded', rows: entries.length };
}
