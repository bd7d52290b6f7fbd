import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { barLines } from '../command-line/picture.ts';
import { runModule } from '../kit/child.ts';
import { equalGround } from '../kit/equal-ground.ts';
import {
  type Bench,
  type BenchOptions,
  type Measured,
  type MeasuredServer,
  measured,
  note,
  type Report,
  ratiosOf,
  rounded,
} from '../kit/outcome.ts';
import { makeScratch } from '../kit/scratch.ts';
import { medianBy } from '../kit/statistics.ts';
import { makeUpload, type UploadFile } from '../made-people/people-files.ts';
import { type Relayed, setUpRelay } from './kindred.ts';
import { type Responder, startResponder } from './responder.ts';
import type { ScriptInput, ScriptRun } from './sdk-script.child.ts';

/** Requests that the scripts have under way at once. */
const scripts: Readonly<Record<string, number>> = { sdk_script: 1, sdk_script_10: 10 };

/** Less than Meta takes for a batch; more would favour whoever has several under way. */
const usualAnswerMs = 200;

export const bench: Bench = {
  question: 'How many rows a second go through to a platform, from a file to the last verdict?',
  defaults: { rows: 2_000_000, population: 1, runs: 3 },
  peers: Object.keys(scripts),
  run,
};

interface Files {
  readonly directory: string;
  readonly whole: UploadFile;
  readonly quarter: UploadFile;
}

interface Found {
  readonly ours: MeasuredServer;
  readonly peers: Readonly<Record<string, Measured>>;
  readonly ratios: Readonly<Record<string, number>>;
}

async function run(options: BenchOptions): Promise<Report> {
  using scratch = makeScratch();
  const plan = { directory: scratch.path, population: 1, sharePercent: 1 };
  const files: Files = {
    directory: scratch.path,
    whole: await makeUpload({ ...plan, rows: options.rows }),
    quarter: await makeUpload({ ...plan, rows: Math.ceil(options.rows / 4) }),
  };
  const usual = await measureAt(usualAnswerMs, files, options);
  const atOnce = await measureAt(0, files, options);
  const outcome = { ...usual, answer_ms: usualAnswerMs, answered_at_once: atOnce };
  return { outcome, lines: barLines(outcome) };
}

/** Everybody, with a platform that answers a batch after so long. */
async function measureAt(answerMs: number, files: Files, options: BenchOptions): Promise<Found> {
  note(`a batch is answered after ${answerMs} ms`);
  await using responder = await startResponder(answerMs);
  const directory = join(files.directory, `server-${answerMs}`);
  mkdirSync(directory);
  const ours = await measureOurs({ ...files, directory }, responder, options);
  const peers: Record<string, Measured> = {};
  for (const [name, atOnce] of Object.entries(scripts)) {
    if (!options.without.has(name)) {
      peers[name] = await measureScript({ name, atOnce, responder, file: files.whole }, options);
    }
  }
  return { ours, peers, ratios: ratiosOf(ours, peers) };
}

async function measureOurs(
  { directory, whole, quarter }: Files,
  responder: Responder,
  { runs, patienceSeconds }: BenchOptions,
): Promise<MeasuredServer> {
  await using stand = await setUpRelay(directory, responder.url);
  const relay = async (file: UploadFile): Promise<Relayed> => {
    await equalGround(file.path, patienceSeconds);
    const found = await stand.relay(file);
    const taken = await responder.taken();
    if (taken !== found.relayed) throw new Error(`${found.relayed} rows were relayed, ${taken} arrived`);
    note(
      `kindred, ${file.rows} rows: ${found.seconds.toFixed(3)} s, of these ${found.answeredSeconds.toFixed(3)} s until answered; peak memory ${found.peakMebibytes} MiB`,
    );
    return found;
  };
  const small = await relay(quarter);
  const all: Relayed[] = [];
  for (let count = 0; count < runs; count += 1) all.push(await relay(whole));
  const { seconds, answeredSeconds, peakMebibytes, relayed } = medianBy(all, (each) => each.seconds);
  const more = {
    answered_seconds: rounded(answeredSeconds),
    relayed,
    quarter_peak_rss_mib: small.peakMebibytes,
  };
  return { ...measured(whole.rows, seconds), peak_rss_mib: peakMebibytes, ...more };
}

interface Script {
  readonly name: string;
  readonly atOnce: number;
  readonly responder: Responder;
  readonly file: UploadFile;
}

async function measureScript(
  { name, atOnce, responder, file }: Script,
  { runs, patienceSeconds }: BenchOptions,
): Promise<Measured> {
  const all: ScriptRun[] = [];
  for (let count = 0; count < runs; count += 1) {
    await equalGround(file.path, patienceSeconds);
    const input: ScriptInput = { url: responder.url, uploadPath: file.path, atOnce };
    const found = await runModule<ScriptRun>(new URL('./sdk-script.child.ts', import.meta.url), input);
    await responder.taken();
    note(`${name}: ${found.seconds.toFixed(3)} s`);
    all.push(found);
  }
  const { seconds, rows } = medianBy(all, (each) => each.seconds);
  return measured(rows, seconds);
}
