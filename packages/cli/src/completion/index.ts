import type { Command } from 'commander';
import { bashScript } from './bash.ts';
import { fishScript } from './fish.ts';
import { shapesOf } from './shape.ts';
import { zshScript } from './zsh.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

export const shells = Object.keys(scripts) as readonly Shell[];
export type Shell = keyof typeof scripts;

/** What a shell runs to complete the words of this program. It knows all commands, and asks nobody. */
export function completionScript(shell: Shell, program: Command): string {
  return scripts[shell](program.name(), shapesOf(program));
}
