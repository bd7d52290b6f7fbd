/** Something that whoever started the tests can mend; the message is a sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Files that are run together on one control store. */
export interface Pass {
  readonly name: string;
  readonly store: 'pglite' | 'postgres';
  readonly files: readonly string[];
}

export interface PlanInput {
  readonly store: string | undefined;
  /** Files or parts of their paths; none: all of them. */
  readonly files: readonly string[];
  readonly all: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/**
 * Flows in which the control store may show. What clients do, how requests are read and answered, how a server starts,
 * what is learned of people and what becomes of batches for platforms is the same on either store: `--store postgres`
 * tries that, too.
 */
const isFlow = /^tests\/flow\//;
const alikeOnBoth = [
  /^tests\/flow\/(platform|sdk|lookalikes)\//,
  /^tests\/flow\/graph\/(fuzz|apps)\//,
  /^tests\/flow\/graph\/(bodies|lookalikes|packed-bodies|parity|replace-refusals|trace|transport)\./,
  /^tests\/flow\/graph\/limits\/(headers|regain|tiers)\./,
  /^tests\/flow\/relay\/(command-line|connection|crash|faults|lookalikes|opt-outs|parked|plans|replace|rows|unclear)\./,
  /^tests\/flow\/(audience-words|bodies|documented-calls|exports|files|full-disk|hash-lines|hashed-lists|lists)\./,
  /^tests\/flow\/(multi-key|operator-parameters|oracle|parameters|plans|start|user-types)\./,
];

/** What is run on which store. Throws a UsageError. */
export function planOf(input: PlanInput): readonly Pass[] {
  const { store, environment } = input;
  const files = chosen(input.all, input.files);
  if (store === undefined) {
    const flows = files.filter(
      (path) => isFlow.test(path) && !alikeOnBoth.some((pattern) => pattern.test(path)),
    );
    return [
      { name: 'the embedded store', store: 'pglite' as const, files },
      { name: 'PostgreSQL', store: 'postgres' as const, files: flows },
    ].filter((pass) => pass.files.length > 0);
  }
  if (store === 'pglite') return [{ name: 'the embedded store', store, files }];
  if (store === 'postgres') return [{ name: 'PostgreSQL', store, files }];
  if (store === 'clickhouse') throw clickhouse(environment);
  throw new UsageError(`--store is "${store}", but must be one of: pglite, postgres, clickhouse.`);
}

function chosen(all: readonly string[], parts: readonly string[]): readonly string[] {
  if (parts.length === 0) return all;
  const files = all.filter((path) => parts.some((part) => path.includes(part.replace(/^\.\//, ''))));
  if (files.length === 0) throw new UsageError(`No test file has a path with: ${parts.join(', ')}.`);
  return files;
}

function clickhouse(environment: NodeJS.ProcessEnv): UsageError {
  if ((environment['KINDRED_CLICKHOUSE_URL'] ?? '') === '') {
    return new UsageError(
      'Tests on a ClickHouse server need its address in KINDRED_CLICKHOUSE_URL, for example http://127.0.0.1:8123.',
    );
  }
  return new UsageError(
    'This Kindred has only the embedded column store and no driver for a ClickHouse server, so nothing was ' +
      'tested on KINDRED_CLICKHOUSE_URL. Run `npm test` for the embedded one.',
  );
}
