import assert from 'node:assert/strict';
import { test } from 'node:test';
import { graphErrors } from '@kindred/contract';
import { incompleteLock, undeclaredDependencies } from './tidy/dependencies.ts';
import { looseGraphErrors } from './tidy/graph-errors.ts';
import {
  brokenImports,
  foreignPackages,
  nodeInBrowsers,
  passedDoors,
  unplacedRooms,
  wrongWays,
} from './tidy/layers.ts';
import { brokenLinks, brokenPaths, untitledPages } from './tidy/markdown.ts';
import {
  deadFiles,
  longReadmes,
  looseSql,
  misnumberedMigrations,
  roomsWithoutDoorOrReadme,
} from './tidy/rooms.ts';
import { crowds, longFiles, longFunctions, longMedian } from './tidy/sizes.ts';
import { readSources } from './tidy/source.ts';
import { projectRoot, readTree } from './tidy/tree.ts';
import {
  bannedInText,
  defaultExports,
  emptyFileNames,
  emptyNames,
  misplacedReads,
  narrowedTests,
  repeatedTestNames,
} from './tidy/words.ts';

const tree = readTree(projectRoot);
const sources = readSources(tree);

/** What holds for every file. Each rule gives the sentences about what breaks it. */
const rules: Readonly<Record<string, () => readonly string[]>> = {
  'rooms of the server import only rooms of lower layers': () => wrongWays(sources),
  'every room of the server has its layer': () => unplacedRooms(sources),
  'a folder with a door is entered through it': () => passedDoors(sources),
  'packages import only the packages that they may': () => foreignPackages(sources),
  'packages that browsers run use nothing of Node': () => nodeInBrowsers(sources),
  'relative imports name files that there are': () => brokenImports(tree.root, sources),
  'no file is too long': () => longFiles(sources),
  'no function is too long': () => longFunctions(sources),
  'the median source file is short': () => longMedian(sources),
  'no folder holds too many files': () => crowds(tree),
  'names say something': () => [...emptyNames(sources), ...emptyFileNames(tree)],
  'no banned text stands anywhere': () => bannedInText(tree),
  'the environment and the console are used only where they belong': () => misplacedReads(sources),
  'nothing is exported as a default': () => defaultExports(sources),
  'no test is left out': () => narrowedTests(sources),
  'no two tests have the same name': () => repeatedTestNames(sources),
  'every room has a door and a README': () => roomsWithoutDoorOrReadme(tree),
  'READMEs of rooms are short': () => longReadmes(tree),
  'every SQL file is used, and every used one is there': () => looseSql(tree, sources),
  'migrations are numbered without gaps': () => misnumberedMigrations(tree),
  'errors of the Graph API come from their table': () => looseGraphErrors(sources, Object.keys(graphErrors)),
  'no source file is dead': () => deadFiles(sources),
  'packages list what they import, and import what they list': () => undeclaredDependencies(tree, sources),
  'the lock file is whole': () => incompleteLock(tree),
  'every page has one title': () => untitledPages(tree),
  'links between pages lead somewhere': () => brokenLinks(tree),
  'pages name only files that there are': () => brokenPaths(tree),
};

for (const [name, problemsOf] of Object.entries(rules)) {
  test(name, () => {
    const problems = problemsOf();
    assert.equal(problems.length, 0, `\n${problems.join('\n')}\n`);
  });
}
