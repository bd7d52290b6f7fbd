import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { leash } from '../dev-env/leash.ts';

/** The code blocks of a page that begin with "```sh run", joined in their order: one script for one shell. */
export function shellBlocks(page: string): string {
  const blocks = [...page.matchAll(/^```sh run\n(.*?)^```$/gms)].map((match) => match[1] ?? '');
  if (blocks.length === 0) throw new Error('the page has no block that begins with "```sh run"');
  return blocks.join('\n');
}

export interface ShellRun {
  readonly code: number | null;
  /** Standard output and standard error as a reader of the page would see them. */
  readonly output: string;
}

/** Runs a script as a reader would paste it, but stops at the first command that fails. */
export async function runShell(
  script: string,
  options: { readonly directory: string; readonly environment: NodeJS.ProcessEnv },
): Promise<ShellRun> {
  const child = leash(
    spawn('bash', ['-eu', '-o', 'pipefail', '-c', script], {
      cwd: options.directory,
      env: options.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    }),
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, 'exit')) as [number | null];
  endGroup(child.pid);
  return { code, output };
}

/** Ends whatever the script left running in the background. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGTERM');
  } catch {
    // Nothing was left.
  }
}
