import type { Checkpoint, CheckpointStore } from './checkpoint.ts';

/** Saves the newest checkpoint, one after the other; those that were outrun are left out. */
export class Saver {
  readonly #store: CheckpointStore;
  #waiting: Checkpoint | null = null;
  #saving: Promise<void> = Promise.resolve();

  constructor(store: CheckpointStore) {
    this.#store = store;
  }

  save(checkpoint: Checkpoint): void {
    const isFirst = this.#waiting === null;
    this.#waiting = checkpoint;
    if (!isFirst) return;
    const saving = this.#saving.then(async () => {
      const newest = this.#waiting;
      this.#waiting = null;
      if (newest !== null) await this.#store.save(newest);
    });
    this.#saving = saving;
    // Whoever waits for it to settle is told.
    saving.catch(() => undefined);
  }

  /** Throws what a save failed with. */
  settled(): Promise<void> {
    return this.#saving;
  }
}
