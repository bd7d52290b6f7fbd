import { GraphError, invalidParameter } from './error.ts';

/** Names and values of a form or a query, in the order in which they came. */
export type FormEntries = readonly (readonly [name: string, value: string])[];

/** 10 000 rows of 15 cells in brackets fit. Without a bound, 12 MB of `a&a&…` took 540 MB, measured with Node 24. */
export const entriesMax = 200_000;

/**
 * The entries of a query string or an urlencoded body. What is no percent sequence of UTF-8 stays as it is, because
 * bodies inside of batches come unencoded from Node clients. Only too many entries are refused, with a GraphError.
 */
export function parseUrlEncoded(text: string): FormEntries {
  const parts = text.split('&', entriesMax + 1);
  if (parts.length > entriesMax) throw GraphError.of('params_too_many', { max: entriesMax });
  return parts
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? [decoded(part), '']
        : [decoded(part.slice(0, equals)), decoded(part.slice(equals + 1))];
    });
}

/** A body of 12 MB must not take a loop over its characters, so the engine's own decoder has the first try. */
function decoded(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced.replace(wellFormed, (run) => decodeURIComponent(run));
  }
}

const hex = '[0-9a-f]';
const tail = `%[89ab]${hex}`;

/**
 * Percent sequences that are UTF-8, table 3-7 of the Unicode standard. Naming exactly these keeps decodeURIComponent
 * from throwing on each bad one, and the bound of a run keeps the stack of the expression small.
 */
const wellFormed = new RegExp(
  `(?:${[
    `%[0-7]${hex}`,
    `%(?:c[2-9a-f]|d${hex})${tail}`,
    `%e0%[ab]${hex}${tail}`,
    `%e[1-9abcef]${tail}${tail}`,
    `%ed%[89]${hex}${tail}`,
    `%f0%[9ab]${hex}${tail}${tail}`,
    `%f[1-3]${tail}${tail}${tail}`,
    `%f4%8${hex}${tail}${tail}`,
  ].join('|')}){1,1000}`,
  'gi',
);

const depthMax = 16;

/** Values and what they stand in: twice the entries, because each of them may stand in brackets of its own. */
const bracketNodesMax = 400_000;

/**
 * Entries as PHP reads them: `a[]=1&a[]=2` is a list, `a[k]=v` an object, `a[0][x]=1` a list of objects, and as Ruby
 * does: `a[][x]=1&a[][y]=2` is a list of one object. Of plain names that repeat the last one wins. Throws a GraphError
 * when brackets are nested or repeated beyond the bounds.
 */
export function nestBrackets(entries: FormEntries): Map<string, unknown> {
  const tree = new Map<string, Branch | string>();
  let nodes = 0;
  for (const [name, value] of entries) {
    const [root, keys] = splitName(name);
    if (keys.length === 0) {
      tree.set(root, value);
      continue;
    }
    if (keys.length > depthMax)
      throw invalidParameter(root, `not be nested deeper than ${depthMax} brackets`);
    nodes += plant(tree, root, keys, value);
    if (nodes > bracketNodesMax) {
      throw invalidParameter(root, `have at most ${bracketNodesMax} entries in brackets; send it as JSON`);
    }
  }
  return new Map([...tree].map(([name, node]) => [name, grown(node)]));
}

/** What stands in brackets under one name; `next` is the key that empty brackets take. */
interface Branch {
  readonly children: Map<string, Branch | string>;
  next: number;
}

function splitName(name: string): readonly [root: string, keys: readonly string[]] {
  const open = name.indexOf('[');
  if (open <= 0 || !name.endsWith(']')) return [name, []];
  // One more than the bound is enough to be refused, however long the name is.
  return [name.slice(0, open), name.slice(open + 1, -1).split('][', depthMax + 1)];
}

/** Gives how many nodes were made. */
function plant(
  tree: Map<string, Branch | string>,
  root: string,
  keys: readonly string[],
  value: string,
): number {
  let made = 1;
  let branch = branchAt(tree, root);
  for (const [depth, key] of keys.slice(0, -1).entries()) {
    const before = branch.children.size;
    const place = key === '' ? openEntry(branch, keys.slice(depth + 1)) : null;
    const next = branchAt(branch.children, place ?? keyIn(branch, key));
    made += branch.children.size - before;
    branch = next;
  }
  branch.children.set(keyIn(branch, keys.at(-1) ?? ''), value);
  return made;
}

/**
 * The last entry of a list, if it has no value yet for what stands behind its empty brackets. PHP begins an entry with
 * each pair; but whoever writes no numbers (Ruby does) means one object until a key of it comes again. Of a list in a
 * list nobody can tell where it ends, so it takes all.
 */
function openEntry({ children, next }: Branch, rest: readonly string[]): string | null {
  const last = String(next - 1);
  let node = children.get(last);
  if (node === undefined) return null;
  for (const key of rest) {
    if (typeof node === 'string') return null;
    if (key === '') return last;
    node = node.children.get(key);
    if (node === undefined) return last;
  }
  return null;
}

function branchAt(children: Map<string, Branch | string>, key: string): Branch {
  const found = children.get(key);
  if (found !== undefined && typeof found !== 'string') return found;
  const made: Branch = { children: new Map(), next: 0 };
  children.set(key, made);
  return made;
}

function keyIn(branch: Branch, key: string): string {
  const index = key === '' ? branch.next : /^(?:0|[1-9]\d{0,8})$/.test(key) ? Number(key) : null;
  if (index === null) return key;
  branch.next = Math.max(branch.next, index + 1);
  return String(index);
}

/** Keys from 0 on without a gap make a list; all others an object, in which fromEntries makes any key its own. */
function grown(node: Branch | string): unknown {
  if (typeof node === 'string') return node;
  const { children, next } = node;
  const indexes = children.size === next ? Array.from({ length: next }, (_, index) => String(index)) : null;
  if (indexes?.every((index) => children.has(index))) {
    return indexes.map((index) => grown(children.get(index) ?? ''));
  }
  return Object.fromEntries([...children].map(([key, child]) => [key, grown(child)]));
}
