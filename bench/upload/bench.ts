import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { barLines } from '../command-line/picture.ts';
import { runCommand } from '../kit/child.ts';
import { type Bench, type BenchOptions, measured, note, type Report, ratiosOf } from '../kit/outcome.ts';
import { quiet } from '../kit/quiet.ts';
import { makeScratch } from '../kit/scratch.ts';
import { medianBy } from '../kit/statistics.ts';
import { ProcessGauge, startServer } from '../server/index.ts';

const kindredPath = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));
const rowsAtOnce = 10_000;

export const bench: Bench = {
  question: 'How many rows a second does `kindred upload` send of a list of addresses, beside one of hashes?',
  defaults: { rows: 1_000_000, population: 0, runs: 3 },
  peers: ['hashes'],
  run,
};

async function run({ rows, runs, patienceSeconds, without }: BenchOptions): Promise<Report> {
  using scratch = makeScratch();
  const plain = join(scratch.path, 'addresses.csv');
  const hashed = join(scratch.path, 'hashes.csv');
  await writeList(plain, 'email', rows, addressOf);
  await writeList(hashed, 'email_sha256', rows, (row) =>
    createHash('sha256').update(addressOf(row)).digest('hex'),
  );
  await using server = await startServer(scratch.path);
  const gauge = new ProcessGauge(server.pid);
  const upload = uploader(server, scratch.path);
  // The first requests of a server are slower than all others.
  await upload(hashed);
  const seconds = { plain: [] as number[], hashed: [] as number[] };
  for (let time = 0; time < runs; time += 1) {
    await quiet(patienceSeconds);
    seconds.plain.push(await upload(plain));
    await quiet(patienceSeconds);
    if (!without.has('hashes')) seconds.hashed.push(await upload(hashed));
    note(`addresses ${seconds.plain.at(-1)?.toFixed(2)} s, hashes ${seconds.hashed.at(-1)?.toFixed(2)} s`);
  }
  const median = (each: readonly number[]) =>
    measured(
      rows,
      medianBy(each, (second) => second),
    );
  const ours = { ...median(seconds.plain), peak_rss_mib: gauge.peakMebibytes() };
  const peers = without.has('hashes') ? {} : { hashes: median(seconds.hashed) };
  const outcome = { ours, peers, ratios: ratiosOf(ours, peers) };
  return { outcome, lines: barLines(outcome) };
}

function addressOf(row: number): string {
  return `first.last${row}@example${row % 50}.com`;
}

async function writeList(
  path: string,
  header: string,
  rows: number,
  lineOf: (row: number) => string,
): Promise<void> {
  const out = createWriteStream(path);
  out.write(`${header}\n`);
  for (let from = 0; from < rows; from += rowsAtOnce) {
    const count = Math.min(rowsAtOnce, rows - from);
    const text = Array.from({ length: count }, (_, index) => `${lineOf(from + index)}\n`).join('');
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
}

interface Answered {
  readonly fb_ad_account: { readonly fb_id: string };
  readonly id: string;
}

/** Sends a list to an audience of its own and gives the seconds of the whole command, without waiting for matches. */
function uploader(server: { readonly url: string; readonly token: string }, directory: string) {
  const { url, token } = server;
  const post = async (path: string, values: unknown): Promise<Answered> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(values) });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}`);
    return (await answer.json()) as Answered;
  };
  const account = post('/fb_ad_accounts', { name: 'Bench' });
  return async (list: string): Promise<number> => {
    const { fb_ad_account: owner } = await account;
    const kind = { name: 'Bench', subtype: 'CUSTOM', customer_file_source: 'USER_PROVIDED_ONLY' };
    const { id } = await post(`/v24.0/act_${owner.fb_id}/customaudiences`, kind);
    const args = [kindredPath, 'upload', list, '--audience', id, '--graph-url', `${url}/v24.0`, '--json'];
    const environment = { PATH: process.env['PATH'], KINDRED_TOKEN: token, XDG_STATE_HOME: directory };
    const begunMs = performance.now();
    await runCommand(process.execPath, args, environment);
    return (performance.now() - begunMs) / 1000;
  };
}
