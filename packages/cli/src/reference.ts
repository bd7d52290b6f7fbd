import { Writable } from 'node:stream';
import type { Command } from 'commander';
import { createProgram } from './program.ts';

/** The help of one command, as `--help` shows it. */
export interface HelpPage {
  /** With the names of its parents: `kindred people import`. */
  readonly name: string;
  readonly help: string;
}

/** Pages are for reading in a window, not in a narrow terminal. */
const columns = 100;

/** The help of every command, in the order in which the help of its parent lists it. */
export function helpPages(): readonly HelpPage[] {
  let written = '';
  const collecting = new Writable({
    write: (piece, _encoding, done) => {
      written += String(piece);
      done();
    },
  });
  const out = Object.assign(collecting, { columns });
  const pagesOf = (command: Command, parents: readonly string[]): HelpPage[] => {
    const names = [...parents, command.name()];
    written = '';
    command.outputHelp();
    const page = { name: names.join(' '), help: written.trim() };
    return [page, ...command.commands.flatMap((each) => pagesOf(each, names))];
  };
  return pagesOf(
    createProgram({ out, err: out, env: { NO_COLOR: '1' } }, () => undefined),
    [],
  );
}
