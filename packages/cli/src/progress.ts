import cliProgress from 'cli-progress';
import { type ProgressUnit, plainPaint, progressLine, progressSummary, type View } from './render/index.ts';

/** The standard error of a command: a terminal, a file, or whatever a test collects. */
export type ErrorStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

export interface Phase {
  readonly label: string;
  readonly unit: ProgressUnit;
  readonly total: number | null;
}

/** One piece of work whose end can be seen coming. Shown on standard error, so that answers stay clean. */
export interface Progress {
  at(done: number): void;
  /** Ends the line, whether or not all was done. */
  end(): void;
}

const logEveryMs = 10_000;

/** A moving line on a terminal; elsewhere a line now and then, and a summary at the end. */
export function startProgress(phase: Phase, stream: ErrorStream, view: View): Progress {
  return stream.isTTY === true ? movingLine(phase, stream, view) : logLines(phase, stream, view);
}

/**
 * Cursor and line wrapping of the terminal are left alone (`linewrap: true` says that), because Ctrl-C would leave
 * them changed. The library then cuts lines by their length in characters, so this one has no colours.
 */
function movingLine(phase: Phase, stream: ErrorStream, { columns }: View): Progress {
  const view: View = { columns: columns - 1, paint: plainPaint };
  const startedMs = Date.now();
  let done = 0;
  const format = () => progressLine({ ...phase, done, seconds: (Date.now() - startedMs) / 1000 }, view);
  const drawn = new cliProgress.SingleBar({ format, stream, forceRedraw: true, linewrap: true });
  drawn.start(phase.total ?? 0, 0);
  return {
    at: (now) => {
      done = now;
      drawn.update(now);
    },
    end: () => drawn.stop(),
  };
}

function logLines(phase: Phase, stream: ErrorStream, view: View): Progress {
  const startedMs = Date.now();
  let loggedMs = startedMs;
  let done = 0;
  const state = () => ({ ...phase, done, seconds: (Date.now() - startedMs) / 1000 });
  return {
    at: (now) => {
      done = now;
      if (Date.now() - loggedMs < logEveryMs) return;
      loggedMs = Date.now();
      stream.write(`${progressLine(state(), view)}\n`);
    },
    end: () => {
      stream.write(`${progressSummary(state())}\n`);
    },
  };
}
