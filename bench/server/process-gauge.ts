import { readFileSync, writeFileSync } from 'node:fs';

/** What Linux tells about a process under /proc: its memory. */
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
}
