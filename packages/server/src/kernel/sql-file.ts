import { readFileSync } from 'node:fs';

/**
 * Reads SQL that lives in a folder `sql/` beside the module that uses it: one statement a file.
 *
 * @example
 * const statement = sqlIn(import.meta.url);
 * await control.query(statement('insert-audience'), [...]);
 */
export function sqlIn(moduleUrl: string): (name: string) => string {
  const cache = new Map<string, string>();
  return (name) => {
    let text = cache.get(name);
    if (text === undefined) {
      text = readFileSync(new URL(`./sql/${name}.sql`, moduleUrl), 'utf8').trim();
      cache.set(name, text);
    }
    return text;
  };
}
