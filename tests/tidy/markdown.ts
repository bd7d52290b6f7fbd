import { posix } from 'node:path';
import { folderOf, type Tree } from './tree.ts';

/** Every page begins with its title and has no other. */
export function untitledPages(tree: Tree): string[] {
  return pagesOf(tree).flatMap((path) => {
    const lines = proseOf(tree.read(path));
    const titles = lines.filter((line) => /^# /.test(line)).length;
    if (titles === 1 && lines[0]?.startsWith('# ') === true) return [];
    return `${path}: has ${titles} titles. Begin it with one "# Title", and let all other headings be smaller.`;
  });
}

/** Links to files, and to headings of files, lead somewhere. */
export function brokenLinks(tree: Tree): string[] {
  const anchors = new Map<string, ReadonlySet<string>>();
  const anchorsOf = (path: string) => {
    const known = anchors.get(path) ?? new Set(proseOf(tree.read(path)).flatMap(anchorOf));
    anchors.set(path, known);
    return known;
  };
  return pagesOf(tree).flatMap((path) =>
    proseOf(tree.read(path)).flatMap((line, index) =>
      linksOf(line).flatMap((link) => {
        const [file = '', anchor] = link.split('#', 2);
        const target = file === '' ? path : posix.join(folderOf(path), file);
        const place = `${path}:${index + 1}`;
        if (!exists(tree, target))
          return `${place}: links to ${target}, which is not there. Correct the link.`;
        if (anchor === undefined || !target.endsWith('.md') || anchorsOf(target).has(anchor)) return [];
        return `${place}: ${target} has no heading #${anchor}. Correct the link.`;
      }),
    ),
  );
}

/** Paths from the root that stand in a text as code name something that is there. */
export function brokenPaths(tree: Tree): string[] {
  return pagesOf(tree).flatMap((path) =>
    proseOf(tree.read(path)).flatMap((line, index) =>
      [...line.matchAll(/`((?:packages|tests|docs|bench)\/[\w./-]*)`/g)]
        .map((match) => match[1] ?? '')
        .filter((named) => !exists(tree, named))
        .map((named) => `${path}:${index + 1}: names ${named}, which is not there. Correct the path.`),
    ),
  );
}

function pagesOf(tree: Tree): string[] {
  return tree.files.filter((path) => path.endsWith('.md'));
}

/** The lines of a page, those of code blocks emptied: a comment in a shell is no heading. */
function proseOf(text: string): string[] {
  let fenced = false;
  return text.split('\n').map((line) => {
    const fence = /^\s*(```|~~~)/.test(line);
    if (fence) fenced = !fenced;
    return fenced || fence ? '' : line;
  });
}

function linksOf(line: string): string[] {
  const bare = line.replace(/`[^`]*`/g, '');
  return [...bare.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((link) => !/^(https?|mailto):/.test(link));
}

/** How a heading is reached: in small letters, blanks as hyphens, punctuation gone. */
function anchorOf(line: string): string[] {
  const heading = /^#{1,6} (.*)$/.exec(line)?.[1];
  if (heading === undefined) return [];
  const plain = heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '');
  return [plain.trim().replaceAll(' ', '-')];
}

function exists(tree: Tree, path: string): boolean {
  const bare = path.replace(/\/$/, '');
  return tree.files.includes(bare) || tree.files.some((file) => file.startsWith(`${bare}/`));
}
