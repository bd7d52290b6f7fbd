import type { Source } from './source.ts';
import { folderOf, isTest, type Tree } from './tree.ts';

const sourceLinesMax = 300;
const testLinesMax = 400;
/** Files that are made of others are as long as those say. */
const made = /^packages\/contract\/src\/api\//;
const functionLinesMax = 70;
const medianLinesMax = 80;
const filesPerFolderMax = 9;

/**
 * Folders with more files than the limit, and how many they hold. These numbers may only fall; a folder that is
 * back within the limit is taken out.
 */
export const crowdedFolders: Readonly<Record<string, number>> = {};

export function longFiles(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, lines }) => {
    const most = isTest(path) ? testLinesMax : sourceLinesMax;
    return lines <= most || made.test(path)
      ? []
      : `${path}: ${lines} lines, at most ${most} are allowed. Part it by what its pieces are for.`;
  });
}

export function longFunctions(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, functions }) =>
    functions
      .filter(({ lines }) => lines > functionLinesMax)
      .map(
        ({ text, line, lines }) =>
          `${path}:${line}: ${text} has ${lines} lines, at most ${functionLinesMax} are allowed. Name its steps and make them functions.`,
      ),
  );
}

export function longMedian(sources: readonly Source[]): string[] {
  const lines = sources
    .filter(({ path }) => !isTest(path) && !made.test(path))
    .map((source) => source.lines)
    .sort((a, b) => a - b);
  const median = lines[Math.floor(lines.length / 2)] ?? 0;
  return median <= medianLinesMax
    ? []
    : [`The median source file has ${median} lines, at most ${medianLinesMax} are wanted. Part the longest.`];
}

/** Source files of each folder; tests, READMEs and the SQL of a room are not counted. */
export function crowds(tree: Tree, known: Readonly<Record<string, number>> = crowdedFolders): string[] {
  const counted = tree.files.filter((path) => path.includes('/') && path.endsWith('.ts') && !isTest(path));
  const byFolder = Map.groupBy(counted, folderOf);
  const sizeOf = (folder: string) => byFolder.get(folder)?.length ?? 0;
  const grown = [...byFolder.keys()].flatMap((folder) => {
    const most = known[folder] ?? filesPerFolderMax;
    return sizeOf(folder) <= most
      ? []
      : `${folder}: ${sizeOf(folder)} source files, at most ${most} are allowed. Give those that belong together a folder.`;
  });
  const fallen = Object.entries(known).flatMap(([folder, most]) => {
    if (sizeOf(folder) >= most) return [];
    const now = sizeOf(folder) <= filesPerFolderMax ? 'take it out of' : `write ${sizeOf(folder)} into`;
    return `${folder}: holds fewer files than the ${most} of the list. Well done: ${now} crowdedFolders in tests/tidy/sizes.ts.`;
  });
  return [...grown, ...fallen];
}
