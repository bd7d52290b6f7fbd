import { type Column, ColumnFull } from '../../column/index.ts';
import type { Control } from '../../control/index.ts';
import type { Imports, StartedImport } from '../record/imports.ts';
import { withoutText } from '../staging/engine-fault.ts';
import type { Staging } from '../staging/staging.ts';
import { Changes } from './changes.ts';

/** One import is applied at a time, whoever does it: what one changes is what the next one finds. */
const populationLock = -2;

/** An import that cannot be planned so often is given up: nothing of it was written yet. */
const attemptsMax = 5;

export interface ApplyOptions {
  readonly control: Control;
  readonly column: Column;
  readonly imports: Imports;
  readonly staging: Staging;
  readonly onPopulationChanged: (version: number) => void | Promise<void>;
}

/**
 * Brings staged imports into the population, in the order in which they were staged, each exactly once: the
 * record says how far an import is, and a step that was cut off is done again with the same outcome.
 */
export class Applier {
  readonly #options: ApplyOptions;
  readonly #changes: Changes;

  constructor(options: ApplyOptions) {
    this.#options = options;
    this.#changes = new Changes(options.column);
  }

  /** Applies all that wait. Throws when one cannot be applied now; it is tried again at the next call. */
  async applyWaiting(): Promise<void> {
    const { control, imports } = this.#options;
    await control.exclusively(populationLock, async () => {
      for (let next = await imports.startNext(); next !== null; next = await imports.startNext()) {
        await this.#apply(next);
      }
    });
  }

  async #apply(started: StartedImport): Promise<void> {
    const { imports } = this.#options;
    if (!started.is_planned && !(await this.#planOrGiveUp(started))) return;
    await this.write(started);
    await imports.finish(started.id, started.version);
    await this.#drop(started.id);
    await this.#options.onPopulationChanged(started.version);
  }

  /** False: the import was given up. */
  async #planOrGiveUp(started: StartedImport): Promise<boolean> {
    try {
      await this.plan(started);
      return true;
    } catch (error) {
      if (error instanceof ColumnFull || started.attempts < attemptsMax) throw error;
      await this.#options.imports.end(started.id, 'failed', `${withoutText(error).message}.`);
      await this.#drop(started.id);
      return false;
    }
  }

  /** Works out what will change, from the start each time, and records the counts. */
  async plan(started: StartedImport): Promise<void> {
    const { imports } = this.#options;
    const changes = this.#changes;
    await changes.drop(started.id);
    const slices = await changes.slices(started.id);
    let peopleSeen = 0;
    for (const [index, slice] of slices.entries()) {
      await imports.applying(started.id, 'plan', slices.length, index);
      peopleSeen += await changes.plan(started, slice);
    }
    await imports.planned(started.id, { peopleSeen, ...(await changes.count(started.id)) });
  }

  /** Writes what was worked out: keys first, so that nobody is known by a key that cannot be found. */
  async write(started: StartedImport): Promise<void> {
    const { imports } = this.#options;
    await imports.applying(started.id, 'keys');
    await this.#changes.writeKeys(started);
    await imports.applying(started.id, 'people');
    await this.#changes.writePeople(started);
    await imports.applying(started.id, 'merge');
    await this.#changes.merge();
  }

  /** Drops rows of imports that nobody needs any more: of all that are not in this set. */
  async sweep(live: ReadonlySet<number>, stored: readonly number[]): Promise<void> {
    for (const id of stored) if (!live.has(id)) await this.#drop(id);
  }

  async stored(): Promise<readonly number[]> {
    return [...new Set([...(await this.#options.staging.stored()), ...(await this.#changes.stored())])];
  }

  async #drop(importId: number): Promise<void> {
    await this.#options.staging.drop(importId);
    await this.#changes.drop(importId);
  }
}
