import { type KeyObject, randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { type FileHandle, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ColumnFull } from '../../column/index.ts';
import { seal, unseal } from '../../kernel/seal.ts';

export interface LandingsOptions {
  readonly directory: string;
  /** 32 bytes. */
  readonly key: KeyObject;
}

/**
 * Rows of large requests, encrypted, one file for each, until their upload is applied: a file is on the disk after 2 ms,
 * where a part of the column store takes 13 ms of processor time, and a hundred files become one part.
 */
export class Landings {
  readonly #options: LandingsOptions;
  /** Files that no batch names yet, because it is not registered. */
  readonly #unnamed = new Set<string>();

  constructor(options: LandingsOptions) {
    this.#options = options;
    mkdirSync(options.directory, { recursive: true, mode: 0o700 });
  }

  /**
   * Durable when it returns: gives the name of the file. Whoever lands rows says `keep` or `drop` when it is known whether
   * they count. Throws ColumnFull.
   */
  async land(rows: Buffer): Promise<string> {
    const name = randomBytes(12).toString('hex');
    this.#unnamed.add(name);
    try {
      await this.#write(name, seal(rows, this.#options.key));
    } catch (error) {
      await this.drop([name]);
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      throw new ColumnFull('the disk under the data directory is full', { cause: error });
    }
    return name;
  }

  async rows(name: string): Promise<Buffer> {
    return unseal(await readFile(this.#path(name)), this.#options.key);
  }

  /** A batch names the file from here on. */
  keep(name: string): void {
    this.#unnamed.delete(name);
  }

  async drop(names: readonly string[]): Promise<void> {
    for (const name of names) {
      await rm(this.#path(name), { force: true });
      this.#unnamed.delete(name);
    }
  }

  /** Drops what no batch names: requests that a crash cut off, and rows that were forgotten. `named` is asked once. */
  async sweep(named: () => Promise<ReadonlySet<string>>): Promise<void> {
    const present = await readdir(this.#options.directory);
    // Of these it is not known yet. All others have their batch by now, or will never have one.
    const settled = present.filter((name) => !this.#unnamed.has(name));
    if (settled.length === 0) return;
    const wanted = await named();
    await this.drop(settled.filter((name) => !wanted.has(name)));
  }

  async #write(name: string, bytes: Buffer): Promise<void> {
    await using file = await open(this.#path(name), 'wx', 0o600);
    await file.writeFile(bytes);
    await file.datasync();
    await this.#syncDirectory();
  }

  /** The name of a file is part of its directory, which reaches the disk by itself. */
  async #syncDirectory(): Promise<void> {
    await using directory: FileHandle = await open(this.#options.directory, 'r');
    await directory.sync();
  }

  #path(name: string): string {
    return join(this.#options.directory, name);
  }
}
