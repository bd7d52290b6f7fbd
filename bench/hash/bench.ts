import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { barLines } from '../command-line/picture.ts';
import { type Bench, type BenchOptions, type Measured, note, type Report, ratiosOf } from '../kit/outcome.ts';
import { makeScratch } from '../kit/scratch.ts';
import { makeAddresses } from './addresses.ts';
import { measure } from './measure.ts';
import { measureOpenssl } from './openssl.ts';
import { ours, type Peer, peers } from './peers/peers.ts';

export const bench: Bench = {
  question: 'How many e-mail addresses a second does `kindred hash` normalise and hash, from file to file?',
  defaults: { rows: 10_000_000, population: 1, runs: 3 },
  peers: ['openssl', ...Object.keys(peers)],
  run,
};

/** Programs that a machine may be without. */
const programs: Readonly<Record<string, readonly [program: string, flag: string]>> = {
  openssl: ['openssl', 'version'],
  python: ['python3', '--version'],
};

async function run({ rows, runs, patienceSeconds, without }: BenchOptions): Promise<Report> {
  using scratch = makeScratch();
  const files = { inputPath: `${scratch.path}/people.csv`, outputPath: `${scratch.path}/hashes.csv` };
  await makeAddresses({ path: files.inputPath, rows });
  const setting = { files, rows, runs, patienceSeconds };
  const { written, ...own } = await measure('kindred', ours, setting);
  const found: Record<string, Measured> = {};
  if (!without.has('openssl') && isThere('openssl')) {
    found['openssl'] = await measureOpenssl(patienceSeconds);
    note(`openssl: ${found['openssl'].rows_per_s} hashes/s`);
  }
  for (const [name, peer] of Object.entries<Peer>(peers)) {
    if (without.has(name) || !isThere(name)) continue;
    const { written: other, ...measuredPeer } = await measure(name, peer, setting);
    if (other !== written) throw new Error(`${name} wrote other hashes than kindred`);
    found[name] = measuredPeer;
  }
  const outcome = {
    ours: own,
    peers: found,
    ratios: ratiosOf(own, found),
    cores: availableParallelism(),
    runs,
  };
  return { outcome, lines: barLines(outcome) };
}

function isThere(name: string): boolean {
  const [program, flag] = programs[name] ?? [];
  if (program === undefined || spawnSync(program, [flag ?? '']).status === 0) return true;
  note(`There is no ${program} on this machine: the peer ${name} is left out.`);
  return false;
}
