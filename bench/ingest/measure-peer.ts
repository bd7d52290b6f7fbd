import { mkdirSync, rmSync } from 'node:fs';
import { type Measured, measured, note } from '../kit/outcome.ts';
import { medianBy } from '../kit/statistics.ts';
import { makePopulation, makeUpload, type PeopleFilesPlan } from '../made-people/people-files.ts';
import { bareEngine, type Peer, type PeerInput } from './peers/index.ts';

interface Setting {
  /** The files of the whole size. A peer with a part of it gets files of its own. */
  readonly plan: PeopleFilesPlan;
  readonly runs: number;
  readonly patienceSeconds: number;
  /** People matched at the whole size: every peer must find as many. */
  readonly matchedWhole: number;
}

export interface MeasuredPeer extends Measured {
  readonly rows: number;
  readonly matched: number | null;
}

/** Measures one peer in a directory of its own, and throws when it found other people than we did. */
export async function measurePeer(name: string, peer: Peer, setting: Setting): Promise<MeasuredPeer> {
  const plan = partOf(setting.plan, peer.part);
  const upload = await makeUpload(plan);
  const files = { uploadPath: upload.path, populationPath: await makePopulation(plan) };
  const runs = peer.runs ?? setting.runs;
  const found = await inDirectory(`${plan.directory}/${name}`, (directory) =>
    peer.run({ ...files, directory, runs, patienceSeconds: setting.patienceSeconds }),
  );
  const times = found.seconds.map((each) => `${each.toFixed(3)} s`).join(', ');
  note(`${name}: ${times}${found.how === undefined ? '' : ` (${found.how})`}`);
  const expected = peer.part === 1 ? setting.matchedWhole : await matchedIn(plan.directory, files);
  assertMatched(name, found.matched, expected);
  const seconds = medianBy(found.seconds, (each) => each);
  return { ...measured(plan.rows, seconds), rows: plan.rows, matched: found.matched };
}

/** The people in a part of the files, counted by the bare engine. */
async function matchedIn(directory: string, files: Pick<PeerInput, 'uploadPath' | 'populationPath'>) {
  const judged = await inDirectory(`${directory}/judge`, (judge) =>
    bareEngine({ ...files, directory: judge, runs: 1, patienceSeconds: 0 }, { tuned: false }),
  );
  return judged.matched;
}

async function inDirectory<Result>(path: string, work: (path: string) => Promise<Result>): Promise<Result> {
  mkdirSync(path, { mode: 0o755 });
  try {
    return await work(path);
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function partOf(plan: PeopleFilesPlan, part: number): PeopleFilesPlan {
  return {
    ...plan,
    rows: Math.max(1, Math.round(plan.rows * part)),
    population: Math.max(1, Math.round(plan.population * part)),
  };
}

function assertMatched(name: string, matched: number | null, expected: number | null): void {
  if (matched === null || matched === expected) return;
  throw new Error(`${name} matched ${matched} people, but others found ${expected}`);
}
