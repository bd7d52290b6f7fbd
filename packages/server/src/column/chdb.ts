import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Session } from 'chdb';
import { Pool } from '../kernel/pool.ts';
import { type Column, ColumnFull, type ExportFormat, type SourceFormat } from './column.ts';
import { drainFifo, feedFifo, makeFifos } from './fifo.ts';
import { bindParams } from './literal.ts';

/**
 * A session runs one query at a time and holds one thread of libuv's pool while it does. Short reads have
 * sessions of their own, so that a page of a list never waits behind the matching of a large file.
 */
const workSessions = 3;
const readSessions = 3;
/** Answers that are taken away at the pace of a line have their own too: nobody waits for them but each other. */
export const streamsMax = 2;

interface PipedSession {
  readonly session: Session;
  readonly fifoPath: string;
}

/** ClickHouse: 243 NOT_ENOUGH_SPACE; the others only when the text says that the device is full. */
const fullPattern = /No space left on device|NOT_ENOUGH_SPACE|Cannot reserve .*not enough space/i;

export interface ChdbOptions {
  readonly directory: string;
  readonly memoryBytesMax: number;
}

/** Opens the embedded column store. One per process and directory; the data directory's lock sees to it. */
export async function openChdb(options: ChdbOptions): Promise<Column> {
  const { directory } = options;
  mkdirSync(directory, { recursive: true });
  // What concerns the whole engine is given to the first session, because it starts the engine.
  const connectionArgs = ['--async_load_databases=0', `--max_server_memory_usage=${options.memoryBytesMax}`];
  const sessions: Session[] = [];
  for (let index = 0; index < workSessions + streamsMax + readSessions; index += 1) {
    const session = new Session(directory, index === 0 ? { connectionArgs } : {});
    await session.queryAsync(sessionSettings(options), { format: 'Null' });
    sessions.push(session);
  }
  const piped = sessions.slice(0, workSessions + streamsMax).map((session, index): PipedSession => {
    const name = index < workSessions ? `input-${index}` : `output-${index - workSessions}`;
    return { session, fifoPath: join(directory, `${name}.fifo`) };
  });
  await makeFifos(piped.map(({ fifoPath }) => fifoPath));
  const workPool = new Pool(piped.slice(0, workSessions));
  const streamPool = new Pool(piped.slice(workSessions));
  const readPool = new Pool(sessions.slice(piped.length));

  return {
    query: (sql, params) =>
      readPool.use(async (session) => {
        const result = await guarded(
          session.queryAsync(bindParams(params ?? {}) + sql, { format: 'JSONEachRow' }),
        );
        return parseRows(result.text());
      }),
    async *stream(sql, params, format) {
      using lent = await streamPool.take();
      yield* streamFrom(lent.thing, { before: bindParams(params), sql, format });
    },
    exec: (sql, params) =>
      workPool.use(async ({ session }) => {
        await guarded(session.queryAsync(bindParams(params ?? {}) + sql, { format: 'Null' }));
      }),
    load: (sql, params, format, bytes) =>
      workPool.use((work) =>
        load(work, bindParams(params) + inputFromFile(sql, work.fifoPath, format), bytes),
      ),
    close: async () => {
      for (const session of sessions.toReversed()) session.close();
    },
  };
}

function sessionSettings(options: ChdbOptions): string {
  const memory = options.memoryBytesMax;
  const settings = {
    output_format_json_quote_64bit_integers: 1,
    max_threads: availableParallelism(),
    // Statements say themselves how many threads write; else there would be one below 4 GiB of free memory for each.
    max_insert_threads_min_free_memory_per_thread: 0,
    max_memory_usage: Math.floor(memory * 0.9),
    // Past this, grouping and sorting go to disk instead of growing with the input.
    max_bytes_before_external_group_by: Math.floor(memory / 5),
    max_bytes_before_external_sort: Math.floor(memory / 5),
    log_queries: 0,
    // Statements that score people hold a whole model, and those that encode them all levels of a category.
    max_query_size: 16 * 1024 * 1024,
    max_ast_elements: 5_000_000,
    max_expanded_ast_elements: 5_000_000,
  };
  return `SET ${Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ')}`;
}

/** `input('…')` is what a server reads from the request's body; in process the same bytes come from the pipe. */
function inputFromFile(sql: string, path: string, format: SourceFormat): string {
  const replaced = sql.replace(/\binput\(\s*'/, `file('${path.replaceAll("'", "\\'")}', '${format}', '`);
  if (replaced === sql) throw new Error("a statement that is fed must read from input('…')");
  return replaced;
}

async function load(work: PipedSession, sql: string, bytes: readonly Buffer[]): Promise<void> {
  const done = guarded(work.session.queryAsync(sql, { format: 'Null' }));
  await feedFifo(work.fifoPath, bytes, done);
  await done;
}

/** A server answers with these bytes; in process the engine writes them into the pipe, as if it were a file. */
async function* streamFrom(
  { session, fifoPath }: PipedSession,
  { before, sql, format }: { readonly before: string; readonly sql: string; readonly format: ExportFormat },
): AsyncGenerator<Buffer> {
  const into = `INSERT INTO FUNCTION file('${fifoPath.replaceAll("'", "\\'")}', '${format}')\n`;
  yield* drainFifo(fifoPath, guarded(session.queryAsync(before + into + sql, { format: 'Null' })));
}

async function guarded<Result>(running: Promise<Result>): Promise<Result> {
  try {
    return await running;
  } catch (error) {
    if (error instanceof Error && fullPattern.test(error.message)) {
      throw new ColumnFull('the disk of the column store is full', { cause: error });
    }
    throw error;
  }
}

function parseRows<Row>(text: string): Row[] {
  const trimmed = text.trimEnd();
  return trimmed === '' ? [] : trimmed.split('\n').map((line) => JSON.parse(line) as Row);
}
