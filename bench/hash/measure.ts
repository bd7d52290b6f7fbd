import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { leash } from '../kit/child.ts';
import { equalGround } from '../kit/equal-ground.ts';
import { type MeasuredServer, measured, note } from '../kit/outcome.ts';
import { medianBy } from '../kit/statistics.ts';
import { ProcessGauge } from '../server/index.ts';
import type { HashFiles, Peer } from './peers/peers.ts';

export interface MeasuredHash extends MeasuredServer {
  readonly rows: number;
  /** SHA-256 of the file that was written. */
  readonly written: string;
}

interface Setting {
  readonly files: HashFiles;
  readonly rows: number;
  readonly runs: number;
  readonly patienceSeconds: number;
}

/** The whole command, from the start of its process to the end. */
export async function measure(name: string, peer: Peer, setting: Setting): Promise<MeasuredHash> {
  const { files, rows, patienceSeconds } = setting;
  const found: Run[] = [];
  for (let run = 0; run < (peer.runs ?? setting.runs); run += 1) {
    await rm(files.outputPath, { force: true });
    await equalGround(files.inputPath, patienceSeconds);
    found.push(await runOnce(peer, files));
  }
  const written = await digestOf(files.outputPath);
  await rm(files.outputPath);
  const median = medianBy(found, ({ seconds }) => seconds);
  const peak = Math.max(...found.map(({ peakMebibytes }) => peakMebibytes));
  note(`${name}: ${found.map(({ seconds }) => `${seconds.toFixed(3)} s`).join(', ')}, at most ${peak} MiB`);
  return { ...measured(rows, median.seconds), peak_rss_mib: peak, rows, written };
}

interface Run {
  readonly seconds: number;
  readonly peakMebibytes: number;
}

async function runOnce(peer: Peer, files: HashFiles): Promise<Run> {
  const [program, ...args] = peer.command(files);
  const startMs = performance.now();
  const child = leash(spawn(program, args, { stdio: ['ignore', 'ignore', 'pipe'] }));
  const said: Buffer[] = [];
  child.stderr.on('data', (piece: Buffer) => said.push(piece));
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const peak = peakOf(child.pid ?? 0, ended);
  const [code, signal] = await ended;
  const seconds = (performance.now() - startMs) / 1000;
  if (code !== 0) throw new Error(`${program} ended with ${code ?? signal}: ${Buffer.concat(said)}`);
  return { seconds, peakMebibytes: await peak };
}

/** The most memory that a process held, asked for often, because nobody can be asked any more when it is gone. */
async function peakOf(processId: number, ended: Promise<unknown>): Promise<number> {
  const gauge = new ProcessGauge(processId);
  const state = { isRunning: true, peak: 0 };
  const end = ended.finally(() => {
    state.isRunning = false;
  });
  while (state.isRunning) {
    state.peak = Math.max(state.peak, memoryOf(gauge));
    await Promise.race([end, sleep(20)]);
  }
  return state.peak;
}

/** 0 for a process that has ended meanwhile. */
function memoryOf(gauge: ProcessGauge): number {
  try {
    return gauge.peakMebibytes();
  } catch {
    return 0;
  }
}

async function digestOf(path: string): Promise<string> {
  const digest = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1024 * 1024 }))
    digest.update(piece as Buffer);
  return digest.digest('hex');
}
