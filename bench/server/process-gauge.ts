import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What Linux tells about a process under /proc: its memory and its processor time. */
export class ProcessGauge {
  readonly #folder: string;

  constructor(pid: number) {
    this.#folder = `/proc/${pid}`;
  }

  /** From here on the peak counts anew (see proc(5), clear_refs: 5 resets VmHWM). */
  resetPeak(): void {
    writeFileSync(`${this.#folder}/clear_refs`, '5');
  }

  /** The most memory held since the last reset, shared libraries and mapped files included. */
  peakMebibytes(): number {
    const match = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`${this.#folder}/status`, 'utf8'));
    if (match === null) throw new Error(`no VmHWM in ${this.#folder}/status`);
    return Math.round(Number(match[1]) / 1024);
  }

  /**
   * Waits until the process is at rest: what an import leaves to be tidied up later is no part of an upload.
   * Gives up waiting after `waitMsMax`, because a process that never rests is measured as it is.
   */
  async rest(waitMsMax = 60_000): Promise<void> {
    const endMs = performance.now() + waitMsMax;
    const periodMs = 500;
    for (let before = this.#cpuTicks(); performance.now() < endMs; ) {
      await sleep(periodMs);
      const now = this.#cpuTicks();
      // Linux counts 100 ticks a second: at most 2 of these 50 were used.
      if (now - before <= 2) return;
      before = now;
    }
  }

  #cpuTicks(): number {
    const stat = readFileSync(`${this.#folder}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  }
}
