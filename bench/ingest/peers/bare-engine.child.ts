import { Session } from 'chdb';
import { sqlIn } from '../../../packages/server/src/kernel/sql-file.ts';
import { inputOfModule } from '../../kit/child.ts';
import { equalGround } from '../../kit/equal-ground.ts';
import type { BareEngineInput } from './bare-engine.ts';
import { type PeerRuns, secondsSince } from './peer.ts';

/** The ways to find five million keys among ten million. Each is tried once, the fastest is measured. */
const tunedWays = [
  { how: 'key set', file: 'engine-match-set', algorithm: 'hash' },
  { how: 'full_sorting_merge', file: 'engine-match-join', algorithm: 'full_sorting_merge' },
  { how: 'parallel_hash', file: 'engine-match-join', algorithm: 'parallel_hash' },
  { how: 'hash', file: 'engine-match-join', algorithm: 'hash' },
] as const;

/** The join as anybody writes it first, with the engine's own settings. */
const plainWay = { how: 'plain join', file: 'engine-match-plain', algorithm: 'default' } as const;
type Way = typeof plainWay | (typeof tunedWays)[number];

const statement = sqlIn(import.meta.url);
const input = inputOfModule<BareEngineInput>();
const session = new Session(`${input.directory}/bare-engine`);
session.query(statement('engine-create-keys'));
session.queryBind(statement('engine-fill-keys'), { path: input.populationPath });
session.query(statement('engine-merge-keys'));

async function match(way: Way): Promise<number> {
  session.query(statement('engine-drop-memberships'));
  session.query(statement('engine-create-memberships'));
  await equalGround(input.uploadPath, input.patienceSeconds);
  session.query(`SET join_algorithm = '${way.algorithm}'`);
  const startMs = performance.now();
  session.queryBind(statement(way.file), { path: input.uploadPath });
  return secondsSince(startMs);
}

async function fastest(): Promise<Way> {
  const trials: { readonly way: Way; readonly seconds: number }[] = [];
  for (const way of tunedWays) trials.push({ way, seconds: await match(way) });
  return trials.reduce((left, right) => (right.seconds < left.seconds ? right : left)).way;
}

const way = input.tuned ? await fastest() : plainWay;
const seconds: number[] = [];
for (let run = 0; run < input.runs; run += 1) seconds.push(await match(way));
const matched = Number(session.query(statement('engine-count-memberships')));
session.close();
process.stdout.write(JSON.stringify({ seconds, matched, how: way.how } satisfies PeerRuns));
