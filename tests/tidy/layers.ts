import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import type { Source } from './source.ts';
import { folderOf, isTest } from './tree.ts';

const server = 'packages/server/src/';

/**
 * The rooms of the server, from the ground up. A room knows those of the layers below it, never one beside or
 * above it: so a row walks one way, and a room can be read without the rooms that use it.
 */
export const layers: readonly (readonly string[])[] = [
  ['kernel', 'process-flags.ts'],
  ['config', 'control', 'column'],
  ['jobs'],
  ['access', 'health', 'intake', 'ledger', 'limits', 'platform'],
  ['stage'],
  ['match', 'optout'],
  ['audience', 'people'],
  ['lookalike'],
  ['relay'],
  ['edge', 'graph'],
  ['compose', 'keeping'],
  ['main.ts', 'index.ts'],
];

/** Packages that a package may import. Whoever is not listed here may import all of them. */
export const packageImports: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  identity: ['contract'],
  sdk: ['contract', 'identity'],
  cli: ['contract', 'identity', 'sdk'],
  server: ['contract', 'identity'],
  demo: ['contract', 'cli'],
};

/** The file that a relative import means, as a path from the root; null for a package. */
export function targetOf(source: Source, specifier: string): string | null {
  return specifier.startsWith('.') ? posix.join(folderOf(source.path), specifier) : null;
}

/** Rooms import only rooms of lower layers. */
export function wrongWays(sources: readonly Source[]): string[] {
  return edges(sources.filter((source) => source.path.startsWith(server) && !isTest(source.path))).flatMap(
    ({ source, line, target }) => {
      if (!target.startsWith(server)) return [];
      const [from, to] = [roomOf(source.path), roomOf(target)];
      if (from === to || layerOf(to) < layerOf(from)) return [];
      return `${source.path}:${line}: ${from} (layer ${layerOf(from)}) imports ${to} (layer ${layerOf(to)}). Hand in what it needs as a value, a function or an interface, or move the code down.`;
    },
  );
}

/** Every room has its layer, and every layer names only rooms that there are. */
export function unplacedRooms(sources: readonly Source[]): string[] {
  const rooms = new Set(
    sources.filter((source) => source.path.startsWith(server)).map((source) => roomOf(source.path)),
  );
  const placed = layers.flat();
  return [
    ...[...rooms]
      .filter((room) => !placed.includes(room))
      .map((room) => `${server}${room}: has no layer yet. Give it one in tests/tidy/layers.ts.`),
    ...placed
      .filter((room) => !rooms.has(room))
      .map((room) => `tests/tidy/layers.ts: there is no room ${room}. Take it out of the table.`),
  ];
}

/** A room, and a folder of a room that has an index.ts, is entered only through it by whoever stands outside. */
export function passedDoors(sources: readonly Source[]): string[] {
  const paths = sources.map((source) => source.path).filter((path) => path.startsWith(server));
  const doors = new Set(paths.filter((path) => path.endsWith('/index.ts') && path !== `${server}index.ts`));
  return edges(sources).flatMap(({ source, line, target }) => {
    if (target.endsWith('/index.ts')) return [];
    const door = enteredFolders(source.path, target)
      .map((folder) => `${folder}/index.ts`)
      .find((each) => doors.has(each));
    if (door === undefined) return [];
    return `${source.path}:${line}: imports ${target} past its door. Import ${door}, and export there what is meant for others.`;
  });
}

/** Folders around the target in which the importer does not stand, the innermost first. */
function enteredFolders(importer: string, target: string): string[] {
  const folders: string[] = [];
  for (let folder = folderOf(target); !importer.startsWith(`${folder}/`); folder = folderOf(folder)) {
    if (folder === '.') break;
    folders.push(folder);
  }
  return folders;
}

/** Packages keep to `packageImports`, and reach each other by name, never by path. */
export function foreignPackages(sources: readonly Source[]): string[] {
  return sources.flatMap((source) => {
    const own = packageOf(source.path);
    if (own === null) return [];
    return source.imports.flatMap(({ text, line }) => {
      const target = targetOf(source, text);
      const other = target === null ? /^@kindred\/([a-z-]+)/.exec(text)?.[1] : packageOf(target);
      if (target !== null && other !== own) {
        return `${source.path}:${line}: reaches out of its package to ${target}. Import a package by its name.`;
      }
      if (other === undefined || other === null || other === own) return [];
      if (packageImports[own]?.includes(other) ?? true) return [];
      return `${source.path}:${line}: ${own} may not import @kindred/${other}. Move what both need to @kindred/contract, or talk over HTTP.`;
    });
  });
}

/** Packages that browsers run, too: what only Node has must be asked for at run time. */
const inBrowsers = /^packages\/(contract|identity|sdk)\/src\//;
const onlyInNode = /^(process|Buffer|global|__dirname|require)(\.|$)/;

export function nodeInBrowsers(sources: readonly Source[]): string[] {
  return sources
    .filter(({ path }) => inBrowsers.test(path) && !isTest(path))
    .flatMap(({ path, imports, reads }) => [
      ...imports
        .filter(({ text }) => text.startsWith('node:'))
        .map(
          ({ text, line }) =>
            `${path}:${line}: imports ${text}, which browsers do not have. Use web standards, or have it handed in.`,
        ),
      ...reads
        .filter(({ text }) => onlyInNode.test(text))
        .map(
          ({ text, line }) =>
            `${path}:${line}: reads ${text}, which browsers do not have. Use web standards, or have it handed in.`,
        ),
    ]);
}

/** Relative imports name the file that there is, with its ending. */
export function brokenImports(root: string, sources: readonly Source[]): string[] {
  return edges(sources).flatMap(({ source, line, target }) => {
    if (/\.(ts|json|js)$/.test(target) && existsSync(join(root, target))) return [];
    return `${source.path}:${line}: imports ${target}, which is no file. Name it with its ending .ts.`;
  });
}

interface Edge {
  readonly source: Source;
  readonly line: number;
  readonly target: string;
}

function edges(sources: readonly Source[]): Edge[] {
  return sources.flatMap((source) =>
    source.imports.flatMap(({ text, line }) => {
      const target = targetOf(source, text);
      return target === null ? [] : { source, line, target };
    }),
  );
}

function roomOf(path: string): string {
  return path.slice(server.length).split('/', 1)[0] ?? '';
}

/** Counted from 1; a room without a place stands above all. */
function layerOf(room: string): number {
  const index = layers.findIndex((layer) => layer.includes(room));
  return index === -1 ? layers.length + 1 : index + 1;
}

function packageOf(path: string): string | null {
  return /^packages\/([a-z-]+)\//.exec(path)?.[1] ?? null;
}
