import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { type Column, ColumnFull } from '../column/index.ts';
import type { SqlRow, SqlValue } from '../control/index.ts';
import { People, type PeopleOptions } from './index.ts';
import { openTestPopulation } from './test-population.ts';

const population = await openTestPopulation();
after(() => population[Symbol.asyncDispose]());
beforeEach(() => population.empty());

const before =
  'id,country,email,phone,plan\n1,DE,old@x.de,+4915112345678,gold\n2,FR,two@x.fr,,basic\n3,IT,three@x.it,,\n';
const file =
  'id,country,email,plan,visits\n1,DE,new@x.de|newer@x.de,,3\n2,FR,two@x.fr,silver,\n3,IT,three@x.it,,\n4,US,old@x.de,,1\n';

class Crash extends Error {
  override readonly name = 'Crash';
}

/** Counts the steps that reach the stores; at one of them everything stops, as with a kill. */
class Fuse {
  #left: number;
  readonly #halfway: boolean;
  #blown = false;

  /** `halfway`: the statement does half of its work first. */
  constructor(steps: number, halfway: boolean) {
    this.#left = steps;
    this.#halfway = halfway;
  }

  async step<Result>(whole: () => Promise<Result>, half?: () => Promise<Result>): Promise<Result> {
    this.#left -= 1;
    if (this.#left === 0 && this.#halfway) await half?.();
    this.#blown ||= this.#left === 0;
    if (this.#blown) throw new Crash('killed');
    return whole();
  }
}

/** Half of the people, as a statement does that was killed between two blocks. */
function halved(sql: string): string {
  return sql.replaceAll('WHERE import_id =', 'WHERE person % 2 = 0 AND import_id =');
}

function fused(options: PeopleOptions, fuse: Fuse): PeopleOptions {
  const { column, control } = options;
  return {
    ...options,
    column: {
      ...column,
      exec: (sql, params) =>
        fuse.step(
          () => column.exec(sql, params),
          () => column.exec(halved(sql), params),
        ),
    },
    control: {
      ...control,
      query: <Row extends SqlRow>(text: string, values?: readonly SqlValue[]) =>
        fuse.step(() => control.query<Row>(text, values)),
      transaction: (work) => fuse.step(() => control.transaction(work)),
    },
  };
}

/** Everything that is known of everybody, and the counts of the newest import. */
async function outcome() {
  const { column, people } = population;
  const everybody = await column.query(
    'SELECT id, country, features, arraySort(keys) AS keys FROM people FINAL ORDER BY id',
  );
  const keys = await column.query(
    'SELECT kind, key, person FROM identity_keys FINAL WHERE gone = 0 ORDER BY kind, key, person',
  );
  const left = await column.query(
    "SELECT table FROM system.parts WHERE active AND table IN ('staged_people', 'people_changes') GROUP BY table",
  );
  const { imports } = await people.listImports(1, 0);
  const { version: _version, ...stats } = await people.stats(10);
  return {
    everybody,
    keys,
    left,
    counts: [imports[0]?.state, imports[0]?.people, imports[0]?.keys],
    stats: { ...stats, last_import: null },
  };
}

/** Applies the file with a crash at this step, then starts anew; null when there are not so many steps. */
async function applyWithCrash(step: number, halfway: boolean) {
  await population.empty();
  await population.load(before);
  await population.stage(file);
  const dying = new People(fused(population.options, new Fuse(step, halfway)));
  const crashed = await dying.applyWaiting().then(
    () => false,
    (error: unknown) => {
      assert.ok(error instanceof Crash, String(error));
      return true;
    },
  );
  const restarted = new People(population.options);
  await restarted.recover();
  await restarted.applyWaiting();
  return crashed ? outcome() : null;
}

for (const halfway of [false, true]) {
  test(`an import is applied exactly once when a crash comes ${halfway ? 'halfway through' : 'before'} any step`, async () => {
    await population.load(before);
    await population.load(file);
    const expected = await outcome();
    assert.deepEqual(expected.counts, [
      'applied',
      { seen: 4, added: 1, updated: 2, unchanged: 1 },
      { added: 4, removed: 1 },
    ]);
    let steps = 0;
    for (let step = 1; ; step += 1) {
      const found = await applyWithCrash(step, halfway);
      if (found === null) break;
      assert.deepEqual(found, expected, `crash at step ${step}`);
      steps = step;
    }
    assert.ok(steps >= 12, `${steps} steps were tried`);
  });
}

test('a full disk puts an import off, and gives it up never', async () => {
  const { id } = await population.stage(file);
  const { options, column } = population;
  const full: Column = {
    ...column,
    exec: () => Promise.reject(new ColumnFull('the disk of the column store is full')),
  };
  const people = new People({ ...options, column: full });
  for (let attempt = 0; attempt < 8; attempt += 1) await assert.rejects(people.applyWaiting(), ColumnFull);
  assert.equal((await people.findImport(id))?.state, 'applying');
  await population.people.applyWaiting();
  assert.equal((await people.findImport(id))?.state, 'applied');
});

test('an import that can never be planned is given up, and those behind it are applied', async () => {
  const { id } = await population.stage(file);
  const next = await population.stage('id\n9\n');
  const { options, column } = population;
  const failing: Column = {
    ...column,
    exec: (sql, params) =>
      params?.['import_id'] === id && sql.includes('INSERT INTO people_changes')
        ? Promise.reject(
            new Error("Code: 241. DB::Exception: cannot read 'ann@x.de'. (MEMORY_LIMIT_EXCEEDED)"),
          )
        : column.exec(sql, params),
  };
  const people = new People({ ...options, column: failing });
  for (let attempt = 0; attempt < 4; attempt += 1) await assert.rejects(people.applyWaiting());
  await people.applyWaiting();
  const given = await people.findImport(id);
  assert.equal(given?.state, 'failed');
  assert.match(given?.error ?? '', /241 MEMORY_LIMIT_EXCEEDED/);
  assert.doesNotMatch(given?.error ?? '', /ann/);
  assert.equal((await people.findImport(next.id))?.state, 'applied');
});
