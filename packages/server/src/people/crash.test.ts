import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { type Column, ColumnFull } from '../column/index.ts';
import type { Control, SqlRow, SqlValue } from '../control/index.ts';
import { People } from './index.ts';
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

/** Counts the steps that reach the stores, and stops everything before or after one of them, as a kill would. */
class Fuse {
  #left: number;
  readonly #when: 'before' | 'after';
  blown = false;

  constructor(steps: number, when: 'before' | 'after') {
    this.#left = steps;
    this.#when = when;
  }

  async step<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#left -= 1;
    const now = this.blown || this.#left === 0;
    if (now && (this.blown || this.#when === 'before')) this.#blow();
    const result = await work();
    if (now) this.#blow();
    return result;
  }

  #blow(): never {
    this.blown = true;
    throw new Crash('killed');
  }
}

function fusedColumn(column: Column, fuse: Fuse): Column {
  return { ...column, exec: (sql, params) => fuse.step(() => column.exec(sql, params)) };
}

function fusedControl(control: Control, fuse: Fuse): Control {
  return {
    ...control,
    query: <Row extends SqlRow>(text: string, values?: readonly SqlValue[]) =>
      fuse.step(() => control.query<Row>(text, values)),
    transaction: (work) => fuse.step(() => control.transaction(work)),
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

/** Applies the file with a crash at this step and once more after it; null when there are not so many steps. */
async function applyWithCrash(store: 'column' | 'control', step: number, when: 'before' | 'after') {
  await population.empty();
  await population.load(before);
  await population.stage(file);
  const fuse = new Fuse(step, when);
  const { options } = population;
  const fused =
    store === 'column'
      ? { ...options, column: fusedColumn(options.column, fuse) }
      : { ...options, control: fusedControl(options.control, fuse) };
  const crashed = await new People(fused).applyWaiting().then(
    () => false,
    (error: unknown) => {
      assert.ok(error instanceof Crash, String(error));
      return true;
    },
  );
  const restarted = new People(options);
  await restarted.recover();
  await restarted.applyWaiting();
  return crashed ? outcome() : null;
}

for (const store of ['column', 'control'] as const) {
  for (const when of ['before', 'after'] as const) {
    test(`an import is applied exactly once when a crash comes ${when} any step of the ${store} store`, async () => {
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
        const found = await applyWithCrash(store, step, when);
        if (found === null) break;
        assert.deepEqual(found, expected, `crash ${when} step ${step}`);
        steps = step;
      }
      assert.ok(steps >= 5, `${steps} steps were tried`);
    });
  }
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
