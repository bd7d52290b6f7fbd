import type { Source } from './source.ts';
import { folderOf, isTest, type Tree } from './tree.ts';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** What a package imports stands in its package.json with an exact version, and what stands there is imported. */
export function undeclaredDependencies(tree: Tree, sources: readonly Source[]): string[] {
  const shared = Object.keys(manifestOf(tree, 'package.json').devDependencies ?? {});
  return tree.files
    .filter((path) => /^packages\/[a-z-]+\/package\.json$/.test(path))
    .flatMap((path) => {
      const manifest = manifestOf(tree, path);
      const own = sources.filter((source) => source.path.startsWith(`${folderOf(path)}/`));
      const named = own.flatMap((source) =>
        [...source.imports, ...resolved(source)].flatMap(({ text, line }) => {
          const name = packageNameOf(text);
          return name === null ? [] : { name, place: `${source.path}:${line}`, test: isTest(source.path) };
        }),
      );
      const declared = Object.keys(manifest.dependencies ?? {});
      const forTests = [...declared, ...Object.keys(manifest.devDependencies ?? {}), ...shared];
      const undeclared = named
        .filter(({ name, test }) => !(test ? forTests : declared).includes(name))
        .map(({ name, place }) => `${place}: imports ${name}, which ${path} does not list. Add it there.`);
      const unused = declared
        .filter((name) => !named.some((each) => each.name === name))
        .map((name) => `${path}: lists ${name}, which nothing imports. Take it out.`);
      const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })
        .filter(([, version]) => !/^\d+\.\d+\.\d+/.test(version))
        .map(([name, version]) => `${path}: ${name} is "${version}". Give the exact version.`);
      return [...undeclared, ...unused, ...loose];
    });
}

/** Files of a package that are read instead of imported. Packages of our own are started so, and not depended on. */
function resolved({ calls }: Source): { readonly text: string; readonly line: number }[] {
  return calls
    .filter(({ text, argument }) => text === 'import.meta.resolve' && !argument.startsWith('@kindred/'))
    .map(({ argument, line }) => ({ text: argument, line }));
}

function manifestOf(tree: Tree, path: string): Manifest {
  return JSON.parse(tree.read(path)) as Manifest;
}

/** The package of an import; null for a file and for Node's own modules. */
function packageNameOf(specifier: string): string | null {
  if (/^(\.|node:)/.test(specifier)) return null;
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

interface LockFile {
  readonly packages: Readonly<
    Record<string, { readonly optionalDependencies?: Readonly<Record<string, string>> }>
  >;
}

/**
 * `npm ci` refuses a lock file in which a package for another system is missing, and a registry that does not
 * have such a package makes npm leave it out without a word.
 */
export function incompleteLock(tree: Tree): string[] {
  const { packages } = JSON.parse(tree.read('package-lock.json')) as LockFile;
  return Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.entries(optionalDependencies ?? {})
      .filter(([name]) => !Object.hasOwn(packages, `node_modules/${name}`))
      .map(
        ([name, version]) =>
          `package-lock.json: ${path} wants ${name} ${version} on some system, which is missing. Add an entry with version, optional, os and cpu.`,
      ),
  );
}
