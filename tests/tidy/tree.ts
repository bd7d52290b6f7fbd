import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The files of a clone, as paths from its root with slashes. */
export interface Tree {
  readonly root: string;
  readonly files: readonly string[];
  readonly read: (path: string) => string;
}

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url));

/** What is installed, generated or left behind by a run. */
const skipped = new Set(['.git', 'node_modules', 'out', 'kindred-data', 'kindred-demo-data']);

/** Reads which files there are. A file that nobody committed yet counts too. */
export function readTree(root: string): Tree {
  const files: string[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && !skipped.has(entry.name)) walk(path);
      if (entry.isFile()) files.push(relative(root, path).split(sep).join('/'));
    }
  };
  walk(root);
  return { root, files: files.sort(), read: (path) => readFileSync(join(root, path), 'utf8') };
}

export function folderOf(path: string): string {
  return dirname(path);
}

export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.startsWith('tests/');
}
