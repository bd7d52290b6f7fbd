import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { WorkFailed } from '../../failure.ts';
import { runToEnd } from '../serve.ts';

interface Options {
  readonly once?: boolean;
  readonly port?: string;
  readonly rows?: string;
  readonly people?: string;
  readonly seed?: string;
}

/** `onEnded` is told the exit code of the demo, which becomes that of the command. */
export function addDemo(parent: Command, onEnded: (exitCode: number) => void): void {
  parent
    .command('demo')
    .description('show the main job on made-up people: a file becomes a matched, sized audience')
    .option('--once', 'end when all was shown')
    .option('--port <number>', 'where its server listens; where it is taken, any free port (default 8080)')
    .option('--rows <number>', 'lines of the uploaded file (default 100,000)')
    .option('--people <number>', 'people of the population (default 1,000,000)')
    .option('--seed <number>', 'other people and other files (default 1)')
    .action(async (options: Options) => {
      onEnded(await runToEnd([demoPath(), ...argsOf(options)]));
    });
}

function argsOf({ once, ...numbers }: Options): string[] {
  const given = Object.entries(numbers).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );
  return [...(once === true ? ['--once'] : []), ...given];
}

/** Only its path is known here: the demo is a user of the command line, not a part of it. */
function demoPath(): string {
  const path = fileURLToPath(new URL('./src/main.ts', import.meta.resolve('@kindred/demo/package.json')));
  if (existsSync(path)) return path;
  throw new WorkFailed('The demo is not installed here. It is in the repository of Kindred: npm run demo');
}
