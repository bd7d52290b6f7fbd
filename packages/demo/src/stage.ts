import {
  duration,
  type ErrorStream,
  type Phase,
  type Progress,
  startProgress,
  table,
  type View,
} from '@kindred/cli';

interface StepTime {
  readonly title: string;
  readonly seconds: number;
}

/** Where the demo speaks: numbered steps, each with the time it took. */
export interface Stage {
  readonly view: View;
  say(text: string): void;
  step<Result>(title: string, work: () => Promise<Result>): Promise<Result>;
  progress(phase: Phase): Progress;
  timesText(): string;
}

export function createStage(stream: ErrorStream, view: View): Stage {
  const times: StepTime[] = [];
  const say = (text: string) => {
    stream.write(`${text}\n`);
  };
  return {
    view,
    say,
    step: async (title, work) => {
      const startedMs = performance.now();
      say(`\n${view.paint.bold(`${times.length + 1}  ${title}`)}`);
      const result = await work();
      times.push({ title, seconds: (performance.now() - startedMs) / 1000 });
      return result;
    },
    progress: (phase) => startProgress(phase, stream, view),
    timesText: () => timesTable(times, view),
  };
}

function timesTable(times: readonly StepTime[], view: View): string {
  const total = times.reduce((sum, { seconds }) => sum + seconds, 0);
  const rows = times.map(({ title, seconds }, index) => [String(index + 1), title, duration(seconds)]);
  return table(
    [{ title: '', align: 'right' }, { title: 'step' }, { title: 'took', align: 'right' }],
    [...rows, ['', 'together', duration(total)]],
    view,
  );
}
