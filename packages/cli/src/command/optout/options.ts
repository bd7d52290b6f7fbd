import { userTypes } from '@kindred/contract';
import { type Command, Option } from 'commander';
import { WrongUsage } from '../../failure.ts';
import { collect } from '../command.ts';
import type { FileToSend } from '../sending.ts';

export interface KeyOptions {
  readonly userType: string;
  readonly key?: readonly string[];
}

/** Whom a command is about: the lines of a file, or keys on the command line. */
export function addKeyOptions(command: Command): void {
  command
    .argument('[file]', 'one hashed person a line; - is standard input')
    .addOption(
      new Option('--user-type <type>', 'what each line is')
        .choices(Object.keys(userTypes))
        .default('email_hash'),
    )
    .option('--key <key>', 'this one instead of a file, hashed; may be repeated', collect)
    .addHelpText(
      'after',
      '\n`kindred hash` makes such a file of plain addresses or numbers, with --list EMAIL or --list PHONE.',
    );
}

export function keysOf(file: string | undefined, { key }: KeyOptions): FileToSend {
  if (key !== undefined && file === undefined) return { lines: key };
  if (key === undefined && file !== undefined) return file;
  throw new WrongUsage('Name a file, or keys with --key: one of both.');
}
