import { relative } from 'node:path';
import * as ast from 'typescript/unstable/ast';
import { API } from 'typescript/unstable/sync';
import type { Tree } from './tree.ts';

/** Something in a source file, and the line where it starts. */
export interface Found {
  readonly text: string;
  readonly line: number;
}

/** What the rules need to know of one TypeScript file. */
export interface Source {
  readonly path: string;
  readonly lines: number;
  /** What it imports or exports from, as written. */
  readonly imports: readonly Found[];
  /** Names that it gives to things of its own. */
  readonly names: readonly Found[];
  readonly functions: readonly (Found & { readonly lines: number })[];
  /** Properties that it reads, such as `process.env`. */
  readonly reads: readonly Found[];
  /** Calls with a first argument that is a text: `test('…')`. */
  readonly calls: readonly (Found & { readonly argument: string })[];
  /** Texts in quotes; of one in backquotes the part before its first placeholder, with a `*` behind it. */
  readonly strings: readonly Found[];
  readonly defaultExports: readonly Found[];
}

/** Parses every file of the project that this `tsconfig.json` describes, with the compiler itself. */
export function readSources(tree: Tree): readonly Source[] {
  const api = new API({ cwd: tree.root });
  try {
    const snapshot = api.updateSnapshot({ openProject: `${tree.root.replace(/\/$/, '')}/tsconfig.json` });
    const [project] = snapshot.getProjects();
    if (project === undefined) throw new Error(`there is no tsconfig.json in ${tree.root}`);
    return project.rootFiles.flatMap((file) => {
      const parsed = project.program.getSourceFile(file);
      return parsed === undefined ? [] : sourceOf(parsed, relative(tree.root, file));
    });
  } finally {
    api.close();
  }
}

function sourceOf(file: ast.SourceFile, path: string): Source {
  const imports: Found[] = [];
  const names: Found[] = [];
  const functions: (Found & { lines: number })[] = [];
  const reads: Found[] = [];
  const calls: (Found & { argument: string })[] = [];
  const strings: Found[] = [];
  const defaultExports: Found[] = [];
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line + 1;
  const visit = (node: ast.Node): void => {
    const found = (text: string): Found => ({ text, line: lineOf(node.getStart(file)) });
    const specifier = specifierOf(node);
    if (specifier !== null) imports.push(found(specifier));
    const name = declaredName(node);
    if (name !== null) names.push(found(name));
    if (ast.isFunctionLikeDeclaration(node)) {
      const lines = lineOf(node.getEnd()) - lineOf(node.getStart(file)) + 1;
      functions.push({ ...found(functionName(node)), lines });
    }
    if (ast.isPropertyAccessExpression(node)) reads.push(found(node.getText(file)));
    if (ast.isCallExpression(node)) {
      const [first] = node.arguments;
      const argument = first === undefined ? null : textOf(first);
      calls.push({ ...found(node.expression.getText(file)), argument: argument ?? '' });
    }
    const text = ast.isTemplateHead(node) ? `${node.text}*` : textOf(node);
    if (text !== null) strings.push(found(text));
    if (isDefaultExport(node)) defaultExports.push(found('default'));
    node.forEachChild(visit);
  };
  file.forEachChild(visit);
  const lines = file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0);
  return { path, lines, imports, names, functions, reads, calls, strings, defaultExports };
}

function textOf(node: ast.Node): string | null {
  return ast.isStringLiteral(node) || ast.isNoSubstitutionTemplateLiteral(node) ? node.text : null;
}

function specifierOf(node: ast.Node): string | null {
  if (ast.isImportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (ast.isExportDeclaration(node) && node.moduleSpecifier) return textOf(node.moduleSpecifier);
  const isImportCall = ast.isCallExpression(node) && node.expression.kind === ast.SyntaxKind.ImportKeyword;
  const argument = isImportCall ? node.arguments[0] : undefined;
  return argument === undefined ? null : textOf(argument);
}

const declares = [
  ast.isVariableDeclaration,
  ast.isParameterDeclaration,
  ast.isBindingElement,
  ast.isFunctionDeclaration,
  ast.isClassDeclaration,
  ast.isInterfaceDeclaration,
  ast.isTypeAliasDeclaration,
  ast.isTypeParameterDeclaration,
  ast.isPropertyDeclaration,
  ast.isPropertySignatureDeclaration,
  ast.isMethodDeclaration,
  ast.isMethodSignatureDeclaration,
] as const;

function declaredName(node: ast.Node): string | null {
  if (!declares.some((is) => is(node))) return null;
  const { name } = node as ast.Node & { readonly name?: ast.Node };
  if (name === undefined) return null;
  return ast.isIdentifier(name) || ast.isPrivateIdentifier(name) ? name.text : null;
}

/** A function's own name, or the name of what it is given to. */
function functionName(node: ast.Node): string {
  const own = (node as ast.Node & { readonly name?: ast.Node }).name;
  if (own !== undefined) return own.getText();
  const holder = declaredName(node.parent);
  return holder ?? 'a function without a name';
}

function isDefaultExport(node: ast.Node): boolean {
  if (ast.isExportAssignment(node)) return true;
  const modifiers = (node as ast.Node & { readonly modifiers?: readonly ast.Node[] }).modifiers ?? [];
  return modifiers.some((each) => each.kind === ast.SyntaxKind.DefaultKeyword);
}
