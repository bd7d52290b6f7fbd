import { targetOf } from './layers.ts';
import type { Source } from './source.ts';
import { folderOf, type Tree } from './tree.ts';

const readmeLinesMax = 15;
const rooms = /^packages\/server\/src\/([a-z-]+)\//;

/** Every room of the server has a README of what enters, what leaves and what is always true, and a door. */
export function roomsWithoutDoorOrReadme(tree: Tree): string[] {
  const names = new Set(
    tree.files.flatMap((path) => (path.endsWith('.ts') ? (rooms.exec(path)?.[1] ?? []) : [])),
  );
  return [...names].flatMap((name) => {
    const room = `packages/server/src/${name}`;
    const problems: string[] = [];
    // The kernel has no domain and no inside: each of its files is a door.
    if (name !== 'kernel' && !tree.files.includes(`${room}/index.ts`)) {
      problems.push(`${room}: has no door. Add an index.ts that exports what others may use.`);
    }
    if (!tree.files.includes(`${room}/README.md`)) {
      problems.push(`${room}: has no README.md. Say what enters, what leaves and what is always true.`);
    }
    return problems;
  });
}

export function longReadmes(tree: Tree): string[] {
  return tree.files
    .filter((path) => path.endsWith('/README.md') && rooms.test(path))
    .flatMap((path) => {
      const lines = tree.read(path).trimEnd().split('\n').length;
      return lines <= readmeLinesMax
        ? []
        : `${path}: ${lines} lines, at most ${readmeLinesMax} are allowed. What is longer belongs into ARCHITECTURE.md.`;
    });
}

/** SQL beside modules: every file is loaded by one of them, and whatever they load is there. */
export function looseSql(tree: Tree, sources: readonly Source[]): string[] {
  const files = tree.files.filter((path) => /\/sql\/[^/]+\.sql$/.test(path));
  const byFolder = Map.groupBy(sources, (source) => folderOf(source.path));
  const unused = files.flatMap((path) => {
    const beside = byFolder.get(folderOf(folderOf(path))) ?? [];
    const name = path.replace(/^.*\/|\.sql$/g, '');
    const used = beside.some((source) => source.strings.some(({ text }) => names(text, name)));
    return used ? [] : `${path}: no module beside its folder loads it. Delete it, or load it with sqlIn().`;
  });
  const missing = sources.flatMap(({ path, calls }) =>
    calls
      .filter(({ text, argument }) => text === 'statement' && argument !== '')
      .filter(({ argument }) => !files.includes(`${folderOf(path)}/sql/${argument}.sql`))
      .map(
        ({ argument, line }) => `${path}:${line}: there is no sql/${argument}.sql beside it. Add the file.`,
      ),
  );
  return [...unused, ...missing];
}

/** Whether a text in the code is this name, or the beginning of it: `make-*`. */
function names(text: string, name: string): boolean {
  return text === name || (/^.+\*$/.test(text) && name.startsWith(text.slice(0, -1)));
}

/** Migrations are numbered without gaps: 000001_name.sql, 000002_name.sql, … */
export function misnumberedMigrations(tree: Tree): string[] {
  const files = tree.files.filter((path) => path.startsWith('packages/server/migrations/'));
  return [...Map.groupBy(files, folderOf).values()].flatMap((folder) =>
    folder.flatMap((path, index) => {
      const wanted = String(index + 1).padStart(6, '0');
      return new RegExp(`/${wanted}_[a-z0-9_-]+\\.sql$`).test(path)
        ? []
        : `${path}: should be named ${wanted}_NAME.sql. Migrations are numbered without gaps.`;
    }),
  );
}

/** Files that start something, so that nobody imports them. */
const entries = /(^|\/)(main|index|run|bench|generate)\.ts$|\.(child|worker)\.ts$|\.test\.ts$/;

/** Every other source file is imported by somebody. */
export function deadFiles(sources: readonly Source[]): string[] {
  const imported = new Set(
    sources.flatMap((source) => source.imports.flatMap(({ text }) => targetOf(source, text) ?? [])),
  );
  return sources
    .filter(({ path }) => !entries.test(path) && !imported.has(path))
    .map(({ path }) => `${path}: nobody imports it. Delete it.`);
}
