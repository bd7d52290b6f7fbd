import { availableParallelism } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import { sqlIn } from '../../../packages/server/src/kernel/sql-file.ts';
import { inputOfModule } from '../../kit/child.ts';
import { equalGround } from '../../kit/equal-ground.ts';
import { type PeerInput, type PeerRuns, secondsSince } from './peer.ts';

const statement = sqlIn(import.meta.url);
const input = inputOfModule<PeerInput>();
const instance = await DuckDBInstance.create(`${input.directory}/people.duckdb`, {
  threads: String(availableParallelism()),
});
const connection = await instance.connect();
await connection.run(statement('duckdb-create'), { path: input.populationPath });
await connection.run('CHECKPOINT');

const seconds: number[] = [];
for (let run = 0; run < input.runs; run += 1) {
  await connection.run(statement('duckdb-drop-memberships'));
  await connection.run(statement('duckdb-create-memberships'));
  await equalGround(input.uploadPath, input.patienceSeconds);
  const startMs = performance.now();
  await connection.run(statement('duckdb-match'), { path: input.uploadPath });
  seconds.push(secondsSince(startMs));
}
const counted = await connection.runAndReadAll(statement('duckdb-count-memberships'));
const matched = Number(counted.getRowObjects()[0]?.['people']);
connection.closeSync();
instance.closeSync();
process.stdout.write(JSON.stringify({ seconds, matched } satisfies PeerRuns));
