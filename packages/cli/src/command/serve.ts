import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';

const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The file that starts the server. Only its path is known here: the command line talks HTTP, like any client. */
export function serverMainPath(): string {
  return fileURLToPath(new URL('./main.ts', import.meta.resolve('@kindred/server')));
}

/** `onServed` is told the exit code of the server, which becomes that of the command. */
export function addServe(parent: Command, onServed: (exitCode: number) => void): void {
  parent
    .command('serve')
    .description('start the server; its settings are the KINDRED_* variables of the environment')
    .action(async () => {
      onServed(await runToEnd([serverMainPath()]));
    });
}

/**
 * Runs a program of ours to its end and gives its exit code. It has a process group of its own, so that Ctrl-C in a
 * terminal reaches it once, through here, and not twice.
 */
export async function runToEnd(args: readonly string[]): Promise<number> {
  const program = spawn(process.execPath, [...args], { stdio: 'inherit', detached: true });
  const pass = (signal: NodeJS.Signals) => program.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal);
  for (const signal of passedOn) process.on(signal, pass);
  try {
    const [code, signal] = (await once(program, 'exit')) as [number | null, NodeJS.Signals | null];
    return code ?? 128 + (signal === null ? 0 : constants.signals[signal]);
  } finally {
    for (const signal of passedOn) process.off(signal, pass);
  }
}
