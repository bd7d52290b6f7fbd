import type { Api } from '../server/index.ts';
import type { ReadyRequest } from './requests.ts';

export interface Load {
  readonly seconds: number;
  readonly requests: number;
  readonly rows: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** What the answers said: rows received, and of these refused. */
  readonly received: number;
  readonly invalid: number;
}

interface MembersAnswer {
  readonly num_received: number;
  readonly num_invalid_entries: number;
}

/** So many clients send requests, each its next one when the last was answered, until `count` are sent in all. */
export async function load(
  api: Api,
  paths: readonly string[],
  requests: readonly ReadyRequest[],
  count: number,
): Promise<Load> {
  const latenciesMs: number[] = [];
  const sums = { rows: 0, received: 0, invalid: 0 };
  let sent = 0;
  const startMs = performance.now();
  const client = async (path: string) => {
    while (sent < count) {
      const request = requests[sent % requests.length];
      sent += 1;
      if (request === undefined) return;
      const sentMs = performance.now();
      const answer = (await api.postBytes(path, request.bytes, request.contentType)) as MembersAnswer;
      latenciesMs.push(performance.now() - sentMs);
      sums.rows += request.rows;
      sums.received += answer.num_received;
      sums.invalid += answer.num_invalid_entries;
    }
  };
  await Promise.all(paths.map(client));
  const seconds = (performance.now() - startMs) / 1000;
  const sorted = latenciesMs.toSorted((left, right) => left - right);
  const quantile = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { ...sums, seconds, requests: sorted.length, p50Ms: quantile(0.5), p99Ms: quantile(0.99) };
}
