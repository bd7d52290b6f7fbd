import { readFileSync } from 'node:fs';

/** What takes the place of the marks of a statement, by their names. */
export type SqlParts = Readonly<Record<string, string>>;

/** A name alone in a comment. */
const mark = /\/\*(\w+)\*\//g;

/**
 * Reads SQL that lives in a folder `sql/` beside the module that uses it: one statement a file. A name alone in a comment
 * is a mark, and the part of this name takes its place: what several statements share, or what is made.
 *
 * @example
 * const statement = sqlIn(import.meta.url);
 * await control.query(statement('insert-audience'), [...]);
 */
export function sqlIn(moduleUrl: string): (name: string, parts?: SqlParts) => string {
  const cache = new Map<string, string>();
  return (name, parts) => {
    let text = cache.get(name);
    if (text === undefined) {
      text = readFileSync(new URL(`./sql/${name}.sql`, moduleUrl), 'utf8').trim();
      cache.set(name, text);
    }
    return parts === undefined ? text : text.replaceAll(mark, (whole, part: string) => parts[part] ?? whole);
  };
}
