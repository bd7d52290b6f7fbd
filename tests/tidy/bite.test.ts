import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { makeScratch } from '../dev-env/index.ts';
import { incompleteLock, undeclaredDependencies } from './dependencies.ts';
import { looseGraphErrors } from './graph-errors.ts';
import {
  brokenImports,
  foreignPackages,
  nodeInBrowsers,
  passedDoors,
  unplacedRooms,
  wrongWays,
} from './layers.ts';
import { brokenLinks, brokenPaths, untitledPages } from './markdown.ts';
import {
  deadFiles,
  longReadmes,
  looseSql,
  misnumberedMigrations,
  roomsWithoutDoorOrReadme,
} from './rooms.ts';
import { crowds, longFiles, longFunctions, longMedian } from './sizes.ts';
import { readSources } from './source.ts';
import { readTree } from './tree.ts';
import {
  bannedInText,
  defaultExports,
  emptyFileNames,
  emptyNames,
  misplacedReads,
  narrowedTests,
  repeatedTestNames,
} from './words.ts';

const server = 'packages/server/src';
const lines = (count: number, line: string) => `${line}\n`.repeat(count);
const crowd = Array.from({ length: 10 }, (_, index) => [`bench/crowd/file-${index}.ts`, 'export {};\n']);

/** A project in which every rule is broken once. */
const badProject: Readonly<Record<string, string>> = {
  'package.json': '{}',
  'package-lock.json':
    '{ "packages": { "node_modules/a": { "optionalDependencies": { "a-mac": "1.0.0" } } } }',
  'tsconfig.json': '{ "compilerOptions": { "noEmit": true }, "include": ["packages", "bench", "tests"] }',
  'packages/server/package.json': '{ "dependencies": { "unused": "^1.0.0" } }',
  [`${server}/match/index.ts`]: "import '../edge/http.ts';\nimport 'undeclared';\nimport '@kindred/cli';\n",
  [`${server}/match/README.md`]: `# match\n${lines(20, 'long')}`,
  [`${server}/match/sql/unused.sql`]: 'SELECT 1',
  [`${server}/edge/http.ts`]: "import '../match/match.ts';\nimport './gone.ts';\nstatement('gone');\n",
  [`${server}/match/match.ts`]: 'export const userInfo = 1;\nexport default userInfo;\n',
  [`${server}/graph/answer.ts`]: "GraphError.of(key);\nexport const type = 'OAuthException';\n",
  [`${server}/edge/README.md`]: '## No title\n\n[gone](gone.md) [heading](#gone)\n`tests/gone.ts`\n',
  [`${server}/pantry/index.ts`]: "console.log(process.env['KINDRED_PORT']);\n",
  [`${server}/pantry/utils.ts`]: `export function long(): void {\n${lines(80, '  // why')}}\n`,
  [`${server}/pantry/long.ts`]: `// ${'TO'}${'DO'}\nexport {};\n${lines(300, '// why')}`,
  'packages/sdk/src/wire.ts': "import 'node:http';\nexport const home = process.env;\n",
  'packages/server/migrations/control/000002_gap.sql': 'select 1',
  'tests/one.test.ts': "test('same', () => {});\ntest('same', () => {});\ntest.only('one', () => {});\n",
  ...Object.fromEntries(crowd),
};

const scratch = makeScratch();
after(() => scratch[Symbol.dispose]());
for (const [path, text] of Object.entries(badProject)) {
  mkdirSync(dirname(join(scratch.path, path)), { recursive: true });
  writeFileSync(join(scratch.path, path), text);
}
const tree = readTree(scratch.path);
const sources = readSources(tree);
const long = sources.filter((source) => source.path.includes('long'));

/** Each rule with the beginning of a sentence that it must give. */
const bites: Readonly<Record<string, readonly [() => readonly string[], RegExp]>> = {
  wrongWays: [() => wrongWays(sources), /match\/index\.ts:1: match \(layer 6\) imports edge \(layer \d+\)/],
  unplacedRooms: [() => unplacedRooms(sources), /src\/pantry: has no layer/],
  passedDoors: [() => passedDoors(sources), /edge\/http\.ts:1: imports .*match\.ts past its door/],
  foreignPackages: [
    () => foreignPackages(sources),
    /match\/index\.ts:3: server may not import @kindred\/cli/,
  ],
  nodeInBrowsers: [() => nodeInBrowsers(sources), /sdk\/src\/wire\.ts:1: imports node:http/],
  brokenImports: [() => brokenImports(tree.root, sources), /edge\/http\.ts:2: imports .*gone\.ts/],
  longFiles: [() => longFiles(sources), /pantry\/long\.ts: 302 lines/],
  longFunctions: [() => longFunctions(sources), /pantry\/utils\.ts:1: long has 82 lines/],
  longMedian: [() => longMedian(long), /median source file has 302 lines/],
  crowds: [() => crowds(tree, {}), /bench\/crowd: 10 source files/],
  ratchet: [() => crowds(tree, { 'bench/crowd': 11 }), /write 10 into/],
  emptyNames: [() => emptyNames(sources), /match\/match\.ts:1: the name userInfo/],
  emptyFileNames: [() => emptyFileNames(tree), /pantry\/utils\.ts: the name utils\.ts/],
  bannedInText: [() => bannedInText(tree), /pantry\/long\.ts:1: "TODO" is banned/],
  environment: [() => misplacedReads(sources), /pantry\/index\.ts:1: reads the environment/],
  console: [() => misplacedReads(sources), /pantry\/index\.ts:1: prints with console\.log/],
  defaultExports: [() => defaultExports(sources), /match\/match\.ts:2: exports a default/],
  narrowedTests: [() => narrowedTests(sources), /one\.test\.ts:3: test\.only/],
  repeatedTestNames: [() => repeatedTestNames(sources), /one\.test\.ts:1 and .*one\.test\.ts:2: both/],
  doors: [() => roomsWithoutDoorOrReadme(tree), /src\/edge: has no door/],
  readmes: [() => roomsWithoutDoorOrReadme(tree), /src\/pantry: has no README/],
  longReadmes: [() => longReadmes(tree), /match\/README\.md: 21 lines/],
  unusedSql: [() => looseSql(tree, sources), /sql\/unused\.sql: no module/],
  missingSql: [() => looseSql(tree, sources), /edge\/http\.ts:3: there is no sql\/gone\.sql/],
  misnumberedMigrations: [() => misnumberedMigrations(tree), /000002_gap\.sql: should be named 000001_/],
  keylessError: [() => looseGraphErrors(sources, []), /graph\/answer\.ts:1: names no row/],
  errorBesideTable: [() => looseGraphErrors(sources, []), /graph\/answer\.ts:2: makes an error/],
  unusedError: [() => looseGraphErrors(sources, ['unthrown']), /the row unthrown is never thrown/],
  deadFiles: [() => deadFiles(sources), /pantry\/utils\.ts: nobody imports it/],
  undeclared: [() => undeclaredDependencies(tree, sources), /index\.ts:2: imports undeclared/],
  unused: [() => undeclaredDependencies(tree, sources), /lists unused, which nothing imports/],
  loose: [() => undeclaredDependencies(tree, sources), /unused is "\^1\.0\.0"/],
  incompleteLock: [() => incompleteLock(tree), /node_modules\/a wants a-mac 1\.0\.0/],
  untitledPages: [() => untitledPages(tree), /edge\/README\.md: has 0 titles/],
  brokenLinks: [() => brokenLinks(tree), /edge\/README\.md:3: links to .*gone\.md/],
  brokenPaths: [() => brokenPaths(tree), /edge\/README\.md:4: names tests\/gone\.ts/],
  brokenAnchors: [() => brokenLinks(tree), /edge\/README\.md:3: .* has no heading #gone/],
};

for (const [name, [problemsOf, sentence]] of Object.entries(bites)) {
  test(`the rule ${name} finds what breaks it`, () => {
    const problems = problemsOf();
    assert.ok(
      problems.some((problem) => sentence.test(problem)),
      `${sentence} is in none of:\n${problems.join('\n')}`,
    );
  });
}
