import type { Command } from 'commander';
import type { Session } from '../session.ts';

/** Opens the session of the command that is being carried out, from the global options. */
export type OpenSession = () => Session;

/** Puts one command under its parent. Every file of a command exports one of these. */
export type AddCommand = (parent: Command, open: OpenSession) => void;

/** For options that may be given several times. Without a default, which the help would show as `[]`. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
