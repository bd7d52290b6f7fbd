import type { Place } from '../batches.ts';
import type { Sums } from '../sums.ts';

/** How far an upload has come. Counts and ids only: no value of a list, and no token. */
export interface Checkpoint {
  /** Of this shape, and of the way in which lists are cut into batches. Another one cannot be gone on from. */
  readonly form: typeof checkpointForm;
  /** What is uploaded where, as the caller tells it: see UploadWish. */
  readonly source: string;
  readonly target: string;
  /** The sessions, oldest first. A session lasts 90 minutes, so a long upload has several. */
  readonly sessions: readonly SessionMark[];
  /** Which of them took the last batch that counts here. */
  readonly session: number;
  /** Batches that were answered, and all before them too. */
  readonly batches: number;
  readonly place: Place;
  /** What became of them. */
  readonly sums: Sums;
}

export interface SessionMark {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly begunMs: number;
}

export const checkpointForm = 1;

/** Keeps the checkpoint of one upload: a file, a row of a store, the storage of a browser. */
export interface CheckpointStore {
  /** Null where there is none. */
  load(): Promise<Checkpoint | null>;
  save(checkpoint: Checkpoint): Promise<void>;
  /** The upload is done. */
  forget(): Promise<void>;
}

/** A store that is gone with the program: an upload in it begins anew. */
export function inMemory(): CheckpointStore {
  let kept: Checkpoint | null = null;
  return {
    load: async () => kept,
    save: async (checkpoint) => {
      kept = checkpoint;
    },
    forget: async () => {
      kept = null;
    },
  };
}

/** A checkpoint in the local storage of a browser, or in whatever else keeps texts under keys. */
export function inStorage(storage: TextStorage, key: string): CheckpointStore {
  return {
    load: async () => {
      const text = await storage.getItem(key);
      return text === null ? null : (JSON.parse(text) as Checkpoint);
    },
    save: async (checkpoint) => {
      await storage.setItem(key, JSON.stringify(checkpoint));
    },
    forget: async () => {
      await storage.removeItem(key);
    },
  };
}

export interface TextStorage {
  getItem(key: string): string | null | Promise<string | null>;
  setItem(key: string, text: string): void | Promise<void>;
  removeItem(key: string): void | Promise<void>;
}
