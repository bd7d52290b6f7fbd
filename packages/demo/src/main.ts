import { Failure, failureText, viewOf } from '@kindred/cli';
import { runDemo } from './demo.ts';
import { type Options, readOptions, usage } from './options.ts';

const { stdout, stderr, env } = process;

function options(): Options | null {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 2;
    return null;
  }
}

const chosen = options();
if (chosen?.help === true) stdout.write(`${usage}\n`);
else if (chosen !== null) {
  try {
    process.exitCode = await runDemo(chosen, stdout, env);
  } catch (error) {
    stderr.write(
      `\n${error instanceof Failure ? failureText(error, viewOf(stderr, env)) : (error as Error).stack}\n`,
    );
    process.exitCode = 1;
  }
}
