import { readFileSync } from 'node:fs';
import { WrongUsage } from '../../failure.ts';

/**
 * A secret from a file, or from standard input for `-`: on a command line it would stand in the list of processes and in
 * the history of the shell.
 */
export function readSecretFile(path: string): string {
  const text = read(path).trim();
  if (text === '') throw new WrongUsage(`${path === '-' ? 'Standard input' : path} is empty.`);
  if (!/^[\x21-\x7e]+$/.test(text)) {
    throw new WrongUsage(
      `${path === '-' ? 'Standard input' : path} holds more than one line, or no plain text.`,
    );
  }
  return text;
}

function read(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new WrongUsage(`${path} cannot be read (${code}).`);
  }
}
