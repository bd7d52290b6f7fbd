import assert from 'node:assert/strict';
import { type Fetch, inStorage, Kindred, type KindredOptions, type TextStorage } from '@kindred/sdk';
import { assertSumsClose, type Shop, sha256, type TestServer } from '../../dev-env/index.ts';
import { newAudience } from '../graph/caller.ts';

export function kindredOf(server: TestServer, token: string, options: Partial<KindredOptions> = {}): Kindred {
  return new Kindred({ url: server.url, token, ...options });
}

/** An empty audience: its Graph id. */
export function emptyAudience(shop: Shop, name?: string): Promise<string> {
  return newAudience(shop, name === undefined ? {} : { name });
}

/** Whether a request brings rows, and not a question. */
export function isBatch(init: RequestInit | undefined): boolean {
  return init?.method === 'POST' || init?.method === 'DELETE';
}

/** Whatever is called in place of the n-th batch, counted from 1; the others are sent. */
export function onBatch(places: Readonly<Record<number, Fetch>>): Fetch {
  let count = 0;
  return (input, init) => {
    if (!isBatch(init)) return fetch(input, init);
    count += 1;
    return (places[count] ?? fetch)(input, init);
  };
}

/** The request arrives and is answered, and the answer is lost. */
export const loseAnswer: Fetch = async (input, init) => {
  await (await fetch(input, init)).text();
  throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
};

/** The request does not arrive. */
export const loseRequest: Fetch = async () => {
  throw new TypeError('fetch failed', { cause: { code: 'ECONNREFUSED' } });
};

/** The storage of a browser, as far as it is used. */
export function storageOf(texts: Map<string, string> = new Map()): TextStorage {
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  };
}

export function checkpointIn(texts: Map<string, string>) {
  return inStorage(storageOf(texts), 'upload');
}

/** Hashes of people who are in no town, and so match nobody. */
export function hashes(from: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => sha256(`stranger${from + index}@example.com`));
}

/** What all uploads of an audience say together, when they have ended. */
export async function told(kindred: Kindred, audience: string, sessions: readonly string[]) {
  for (;;) {
    const reports = await kindred.audiences.uploadsOfSessions(audience, sessions);
    if (reports.some(({ state }) => state !== 'applied' && state !== 'failed')) continue;
    for (const { funnel } of reports) assertSumsClose(funnel);
    assert.ok(reports.every(({ state }) => state === 'applied'));
    const sum = (of: (each: (typeof reports)[number]) => number | null) =>
      reports.reduce((total, report) => total + (of(report) ?? 0), 0);
    return {
      lines: sum(({ funnel }) => funnel.lines),
      rejected: sum(({ funnel }) => funnel.rejected),
      accepted: sum(({ funnel }) => funnel.accepted),
      added: sum(({ funnel }) => funnel.newly_added),
      removed: sum(({ funnel }) => funnel.removed),
    };
  }
}
