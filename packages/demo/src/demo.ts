import { once } from 'node:events';
import { relative } from 'node:path';
import {
  type ErrorStream,
  lastLines,
  type RunningServer,
  randomToken,
  viewOf,
  WorkFailed,
} from '@kindred/cli';
import type { Options } from './options.ts';
import { type Directory, freshDirectory } from './server/directory.ts';
import { startServer } from './server/server-process.ts';
import { createStage, type Stage } from './stage.ts';
import { farewell, lastWord } from './story/farewell.ts';
import { type Outcome, tellStory } from './story/story.ts';

/** Exit code of a program that Ctrl-C ended, as shells count it. */
const interrupted = 130;

/** Runs the whole demo and gives its exit code. The server is stopped whatever happens. */
export async function runDemo(
  options: Options,
  stream: ErrorStream,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const stage = createStage(stream, viewOf(stream, env));
  const directory = freshDirectory(process.cwd());
  const operatorToken = randomToken();
  stage.say(`Kindred, the main job. Everything stays in ${relative(process.cwd(), directory.path)}.`);
  const stopped = stopSignal();
  const server = await stage.step('the server starts', () =>
    startServer(directory, { port: options.port, operatorToken }),
  );
  try {
    if (stopped.aborted) return interrupted;
    onSecondSignal(() => server.kill());
    const story = tellStory({ stage, options, directory, operatorToken, url: server.url, stopped });
    const outcome = await Promise.race([story, endOf(server, directory), whenAborted(stopped)]);
    return outcome === null ? interrupted : await conclude(outcome, { stage, options, server, stopped });
  } finally {
    await server.stop();
  }
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Aborted by Ctrl-C or a termination signal. */
function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of signals) process.on(signal, () => stopping.abort());
  return stopping.signal;
}

/** Who presses Ctrl-C twice does not want to wait for the server to finish its work. */
function onSecondSignal(hurry: () => void): void {
  for (const signal of signals) process.once(signal, () => process.once(signal, hurry));
}

async function whenAborted(signal: AbortSignal): Promise<null> {
  if (!signal.aborted) await once(signal, 'abort');
  return null;
}

async function endOf(server: RunningServer, directory: Directory): Promise<never> {
  await server.ended;
  throw new WorkFailed(`The server ended before the demo did.\n${lastLines(directory.logPath)}`);
}

interface Scene {
  readonly stage: Stage;
  readonly options: Options;
  readonly server: RunningServer;
  readonly stopped: AbortSignal;
}

async function conclude(outcome: Outcome, { stage, options, server, stopped }: Scene): Promise<number> {
  stage.say(`\n${stage.timesText()}`);
  for (const complaint of outcome.complaints) stage.say(stage.view.paint.bad(complaint));
  if (outcome.complaints.length > 0) return 1;
  if (options.once) {
    stage.say(lastWord(outcome));
    return 0;
  }
  stage.say(farewell(outcome, server.url, stage.view));
  stage.say('\nServing until Ctrl-C.');
  await Promise.race([whenAborted(stopped), server.ended]);
  if (!stopped.aborted) throw new WorkFailed('The server ended by itself.');
  stage.say('\nStopping the server.');
  return 0;
}
