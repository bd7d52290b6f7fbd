import { statfs } from 'node:fs/promises';
import { ApiError } from '../answers/api-error.ts';
import type { EdgeLimits } from '../context.ts';

const retryAfter = { 'retry-after': '5' } as const;

/** Files that belong to no ad account: imports of people, opt-outs. */
export const operatorFiles = 0;

/** Bounds how many files are received at once, in all and for one ad account, and asks for room on the disk. */
export class UploadSlots {
  readonly #limits: EdgeLimits;
  readonly #byAccount = new Map<number, number>();
  readonly #idle: (() => void)[] = [];
  #inFlight = 0;

  constructor(limits: EdgeLimits) {
    this.#limits = limits;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Resolves when no file is being received: the stores may be closed then. */
  async idle(): Promise<void> {
    if (this.#inFlight > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Throws storage_full, overloaded or too_many_uploads. The slot is free again when `work` ends. */
  async use<Result>(adAccountId: number, work: () => Promise<Result>): Promise<Result> {
    const limits = this.#limits;
    if (this.#inFlight >= limits.uploadsInFlightMax) throw new ApiError('overloaded', {}, retryAfter);
    const ofAccount = this.#byAccount.get(adAccountId) ?? 0;
    if (ofAccount >= limits.uploadsPerAccountMax) {
      throw new ApiError('too_many_uploads', { uploads_max: limits.uploadsPerAccountMax }, retryAfter);
    }
    this.#inFlight += 1;
    this.#byAccount.set(adAccountId, ofAccount + 1);
    try {
      await this.#requireDisk();
      return await work();
    } finally {
      this.#inFlight -= 1;
      if (this.#inFlight === 0) for (const tell of this.#idle.splice(0)) tell();
      const left = (this.#byAccount.get(adAccountId) ?? 1) - 1;
      if (left === 0) this.#byAccount.delete(adAccountId);
      else this.#byAccount.set(adAccountId, left);
    }
  }

  async #requireDisk(): Promise<void> {
    const disk = await statfs(this.#limits.dataDir);
    const freeBytes = disk.bavail * disk.bsize;
    if (freeBytes < this.#limits.diskFreeBytesMin)
      throw new ApiError('storage_full', { free_bytes: freeBytes });
  }
}
