import { availableParallelism } from 'node:os';
import { DuckDBInstance } from '@duckdb/node-api';
import { sqlIn } from '../../../packages/server/src/kernel/sql-file.ts';
import { inputOfModule } from '../../kit/child.ts';
import type { HashFiles } from './peers.ts';

const { inputPath, outputPath } = inputOfModule<HashFiles>();
const instance = await DuckDBInstance.create(':memory:', { threads: String(availableParallelism()) });
const connection = await instance.connect();
const statement = sqlIn(import.meta.url)('duckdb-hash');
// COPY takes no bound parameters for the file that it writes.
await connection.run(statement.replace(':output', `'${outputPath.replaceAll("'", "''")}'`), {
  input: inputPath,
});
connection.closeSync();
instance.closeSync();
