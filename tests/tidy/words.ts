import type { Source } from './source.ts';
import type { Tree } from './tree.ts';

/** Words that say nothing, and what to write instead. */
const emptyWords: Readonly<Record<string, string>> = {
  manager: 'say what it does: a pool, a reader, a writer',
  util: 'name the thing that the code is about',
  utils: 'name the thing that the code is about',
  helper: 'name the thing that the code is about',
  helpers: 'name the thing that the code is about',
  info: 'say which facts: a report, a status, a size',
  misc: 'name the thing that the code is about',
  stuff: 'name the thing that the code is about',
};

/** Names that are only empty when they stand alone. */
const emptyAlone: Readonly<Record<string, string>> = { data: 'say which: rows, bytes, counts, a body' };

/** Names that another project gave, and that must be used as they are. */
const foreignNames: Readonly<Record<string, readonly string[]>> = {
  // pg-boss calls what a job carries its data.
  'packages/server/src/jobs/jobs.ts': ['data', 'Data'],
  // The Graph API calls the rows of an edge its data.
  'bench/graph/limit.child.ts': ['data'],
  // The option that names the folder of data sets.
  'bench/kit/outcome.ts': ['data'],
  'bench/lookalike/bench.ts': ['data'],
  'packages/server/src/graph/nodes/page.ts': ['data'],
  'packages/server/src/graph/nodes/project.ts': ['data'],
  'packages/sdk/src/graph/graph.ts': ['data'],
  // A share of a budget in a header of the Graph API.
  'packages/sdk/src/graph/usage.ts': ['acc_id_util_pct'],
  // A method of Meta's SDK.
  'tests/caller/sdk.ts': ['getSharedAccountInfo'],
};

export function emptyNames(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, names }) =>
    names.flatMap(({ text, line }) => {
      const advice = foreignNames[path]?.includes(text) === true ? null : adviceFor(text);
      return advice === null ? [] : `${path}:${line}: the name ${text} is empty: ${advice}.`;
    }),
  );
}

export function emptyFileNames(tree: Tree): string[] {
  return tree.files.flatMap((path) => {
    const found = path.split('/').map((part) => [part, adviceFor(part.replace(/\..*$/, ''))] as const);
    return found.flatMap(([part, advice]) =>
      advice === null ? [] : `${path}: the name ${part} is empty: ${advice}.`,
    );
  });
}

function adviceFor(name: string): string | null {
  const alone = emptyAlone[name.toLowerCase().replace(/^#/, '')];
  if (alone !== undefined) return alone;
  const words = name.split(/(?<=[a-z0-9])(?=[A-Z])|[^A-Za-z0-9]+/).map((word) => word.toLowerCase());
  const empty = words.find((word) => Object.hasOwn(emptyWords, word));
  return empty === undefined ? null : (emptyWords[empty] ?? null);
}

interface BannedText {
  readonly pattern: RegExp;
  readonly instead: string;
}

const bannedTexts: readonly BannedText[] = [
  { pattern: /\b(TODO|FIXME|XXX|HACK)\b/, instead: 'do it now, or leave it out and say so in CHANGELOG.md' },
  {
    pattern: /(?<![\w.:/-])\/(work|tmp|home|root|Users|mnt)\/[\w.-]/,
    instead: 'no other machine has this path: use one from the root of the clone, or a temporary directory',
  },
  {
    pattern: /\b(registry\.npmjs\.org|npmjs\.com|pypi\.org|deb\.debian\.org|registry\.yarnpkg\.com)\b/,
    instead: 'name the package, not the place it comes from',
  },
];

/** Lock files say where packages come from; this file and its test say what is banned. */
const unread = /(^|\/)(package-lock\.json|LICENSE)$|^tests\/tidy\/(words|bite\.test)\.ts$/;
const readable = /\.(ts|js|json|sql|md|sh|yaml|yml|env|html|css)$|^\.ci\/run$/;

export function bannedInText(tree: Tree): string[] {
  return tree.files
    .filter((path) => readable.test(path) && !unread.test(path))
    .flatMap((path) =>
      tree
        .read(path)
        .split('\n')
        .flatMap((text, index) =>
          bannedTexts
            .filter(({ pattern }) => pattern.test(text))
            .map(
              ({ pattern, instead }) =>
                `${path}:${index + 1}: "${pattern.exec(text)?.[0] ?? ''}" is banned: ${instead}.`,
            ),
        ),
    );
}

/** Where a read of the environment or a print to the console is in its place. */
const mayReadEnvironment = /(^|\/)(main|process-flags)\.ts$|^(packages\/demo|bench|tests|docs)\/|\.test\.ts$/;
const mayPrint = /(^|\/)main\.ts$|^(packages\/(demo|cli)|bench|tests|docs|vectors)\//;

export function misplacedReads(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, reads }) =>
    reads.flatMap(({ text, line }) => {
      if (text === 'process.env' && !mayReadEnvironment.test(path)) {
        return `${path}:${line}: reads the environment. Take the value from Config, and add its variable to config/env.ts.`;
      }
      if (/^console\.\w+$/.test(text) && !mayPrint.test(path)) {
        return `${path}:${line}: prints with ${text}. Log through the request's or the server's logger.`;
      }
      return [];
    }),
  );
}

export function defaultExports(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, defaultExports: found }) =>
    found.map(({ line }) => `${path}:${line}: exports a default. Give it a name, the same everywhere.`),
  );
}

export function narrowedTests(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, calls }) =>
    calls
      .filter(({ text }) => /^(test|it|describe|suite)\.(only|skip|todo)$/.test(text))
      .map(({ text, line }) => `${path}:${line}: ${text} leaves tests out. Run all, or delete the test.`),
  );
}

/** Names of tests are sentences, and tell one test from all others. */
export function repeatedTestNames(sources: readonly Source[]): string[] {
  const tests = sources.flatMap(({ path, calls }) =>
    calls
      .filter(({ text, argument }) => /^(test|it)$/.test(text) && argument !== '')
      .map(({ argument, line }) => ({ name: argument, place: `${path}:${line}` })),
  );
  return [...Map.groupBy(tests, (each) => each.name)].flatMap(([name, places]) =>
    places.length === 1
      ? []
      : `${places.map((each) => each.place).join(' and ')}: both are named "${name}". Say what tells them apart.`,
  );
}
