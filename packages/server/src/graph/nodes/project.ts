import type { Visit } from '../context.ts';
import { type Field, GraphError } from '../wire/index.ts';

/** How a value of a node is found. Undefined: it has none, and the answer leaves the key out. */
export type FieldReader<Node, Seen = Visit> = (node: Node, visit: Seen, field: Field) => unknown;

/** A type of node: its name as errors say it, and its fields. `Seen`: what their values depend on beside the node. */
export interface NodeKind<Node, Seen = Visit> {
  readonly name: string;
  readonly id: (node: Node) => string;
  readonly fields: Readonly<Record<string, FieldReader<Node, Seen>>>;
}

/**
 * Exactly the fields that were asked for, in the order asked for, without those that have no value; `id` last when
 * nobody asked for it. Throws for a field that the node does not have.
 */
export async function project<Node, Seen>(
  kind: NodeKind<Node, Seen>,
  node: Node,
  fields: readonly Field[],
  visit: Seen,
): Promise<Record<string, unknown>> {
  const answer: Record<string, unknown> = {};
  for (const field of fields) {
    const name = field.as ?? field.name;
    if (field.name === 'id') {
      answer[name] = kind.id(node);
      continue;
    }
    const value = await readerOf(kind, field)(node, visit, field);
    if (value !== undefined && value !== null) answer[name] = picked(value, field.fields ?? null);
  }
  if (!Object.hasOwn(answer, 'id')) answer['id'] = kind.id(node);
  return answer;
}

/** Throws for a field that nodes of this kind do not have, before anything is looked up or changed. */
export function requireFields<Node, Seen>(kind: NodeKind<Node, Seen>, fields: readonly Field[]): void {
  for (const field of fields) if (field.name !== 'id') readerOf(kind, field);
}

function readerOf<Node, Seen>(kind: NodeKind<Node, Seen>, { name }: Field): FieldReader<Node, Seen> {
  const reader = Object.hasOwn(kind.fields, name) ? kind.fields[name] : undefined;
  if (reader === undefined) throw GraphError.of('field_unknown', { field: name, kind: kind.name });
  return reader;
}

/** Fields that are known and have no value here; asked for, they are left out. */
export function unset(names: readonly string[]): Readonly<Record<string, () => undefined>> {
  return Object.fromEntries(names.map((name) => [name, () => undefined]));
}

/** The part of a plain value that was asked for; lists element by element. Edges pick for themselves. */
function picked(value: unknown, fields: readonly Field[] | null): unknown {
  if (fields === null || typeof value !== 'object' || value === null) return value;
  if (isEdge(value)) return value;
  if (Array.isArray(value)) return value.map((each) => picked(each, fields));
  const all = value as Readonly<Record<string, unknown>>;
  const wanted = fields.filter(({ name }) => Object.hasOwn(all, name));
  return Object.fromEntries(
    wanted.map((field) => [field.name, picked(all[field.name], field.fields ?? null)]),
  );
}

function isEdge(value: object): boolean {
  return Array.isArray((value as { readonly data?: unknown }).data);
}
