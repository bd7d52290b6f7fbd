import { fileURLToPath } from 'node:url';

/** The same file for everybody, and where each writes. */
export interface HashFiles {
  readonly inputPath: string;
  readonly outputPath: string;
}

export interface Peer {
  readonly command: (files: HashFiles) => readonly [program: string, ...args: readonly string[]];
  /** How often it is measured, where that is not as often as we are. */
  readonly runs?: number;
}

/** Whoever reads the file and writes another. Ours is the command as it is shipped. */
export const ours: Peer = {
  command: ({ inputPath, outputPath }) => [
    process.execPath,
    pathOf('../../../packages/cli/src/main.ts'),
    'hash',
    inputPath,
    '--output',
    outputPath,
  ],
};

export const peers = {
  create_hash: { command: (files) => module('./create-hash.child.ts', files), runs: 1 },
  python: {
    command: ({ inputPath, outputPath }) => ['python3', pathOf('./hash.py'), inputPath, outputPath],
    runs: 1,
  },
  duckdb: { command: (files) => module('./duckdb.child.ts', files) },
} as const satisfies Readonly<Record<string, Peer>>;

function module(name: string, files: HashFiles): readonly [string, ...string[]] {
  return [process.execPath, pathOf(name), JSON.stringify(files)];
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
