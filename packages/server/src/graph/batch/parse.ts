import { limits } from '@kindred/contract';
import { GraphError } from '../wire/index.ts';
import { inOrder } from './order.ts';
import { codingOfBody, referencesIn } from './reference.ts';

/** One operation of a batch, checked; headers and attached files are not kept. */
export interface BatchOperation {
  /** In capitals; GET if none was named. Which ones there are is for the one who runs it to say. */
  readonly method: string;
  /** With exactly one slash before it, version and query as they were sent: what `request.url` is over HTTP. */
  readonly relativeUrl: string;
  /** A form, or JSON text; null if there is none. */
  readonly body: string | null;
  readonly name: string | null;
  /** The names of operations that this one depends on, those that its references name included, each once. */
  readonly dependsOn: readonly string[];
  readonly omitResponseOnSuccess: boolean;
}

/** Each reference is a walk over a response; 50 operations have few reasons for more. */
const referencesMax = 500;

/**
 * The `batch` parameter, a list of objects that is already parsed from JSON, as operations that can run.
 *
 * @throws GraphError (code 100) for what is none, and for names and dependencies that make no order
 */
export function parseBatch(value: unknown): readonly BatchOperation[] {
  if (!Array.isArray(value)) throw GraphError.of('batch_not_list');
  if (value.length > limits.graph_operations_max) throw GraphError.of('batch_too_long');
  const operations = value.map(parseOperation);
  inOrder(operations);
  return operations;
}

function parseOperation(sent: unknown, index: number): BatchOperation {
  const place = `batch[${index}]`;
  if (!isObject(sent)) throw invalidOperation(place, 'be an object');
  const relativeUrl = parseUrl(sent['relative_url'], place);
  const body = parseBody(sent['body'], place);
  const references = [
    ...referencesIn(relativeUrl, 'percent'),
    ...(body === null ? [] : referencesIn(body, codingOfBody(body))),
  ];
  if (references.length > referencesMax) {
    throw invalidOperation(place, `not refer to results more than ${referencesMax} times`);
  }
  const named = parseDependsOn(sent['depends_on'], place);
  return {
    method: parseMethod(sent['method'], place),
    relativeUrl,
    body,
    name: parseName(sent['name']),
    dependsOn: [...new Set([...named, ...references.map(({ name }) => name)])],
    omitResponseOnSuccess: !isFalse(sent['omit_response_on_success']),
  };
}

function parseMethod(sent: unknown, place: string): string {
  if (sent === undefined || sent === null || sent === '') return 'GET';
  if (typeof sent !== 'string') throw invalidOperation(`${place}.method`, 'be a string');
  return sent.trim().toUpperCase();
}

function parseUrl(sent: unknown, place: string): string {
  if (typeof sent !== 'string') throw invalidOperation(`${place}.relative_url`, 'be a string');
  // A link of an answer, to its next page, is whole.
  return `/${sent
    .trim()
    .replace(/^https?:\/\/[^/?]*/i, '')
    .replace(/^\/+/, '')}`;
}

function parseBody(sent: unknown, place: string): string | null {
  if (sent === undefined || sent === null || sent === '') return null;
  if (typeof sent === 'string') return sent;
  if (isObject(sent)) return formOf(sent);
  throw invalidOperation(`${place}.body`, 'be a string or an object');
}

/** Like the SDKs that send forms: strings as they are, everything else as JSON, nothing for null. */
function formOf(fields: Readonly<Record<string, unknown>>): string | null {
  const pairs = Object.entries(fields).flatMap(([name, value]): [string, string][] => {
    if (value === null || value === undefined) return [];
    return [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
  });
  return pairs.length === 0 ? null : new URLSearchParams(pairs).toString();
}

/** The SDK for Node names an operation after whatever `name` is among its parameters, so other types are let pass. */
function parseName(sent: unknown): string | null {
  if (typeof sent === 'number') return String(sent);
  return typeof sent === 'string' && sent !== '' ? sent : null;
}

function parseDependsOn(sent: unknown, place: string): readonly string[] {
  if (sent === undefined || sent === null) return [];
  if (typeof sent === 'string') return sent.split(',').flatMap((name) => name.trim() || []);
  if (Array.isArray(sent) && sent.every((name) => typeof name === 'string')) return sent;
  throw invalidOperation(`${place}.depends_on`, 'be a name, or a list of names');
}

/** Senders of forms write booleans as texts and numbers. */
function isFalse(sent: unknown): boolean {
  return sent === false || sent === 0 || (typeof sent === 'string' && /^(false|0)$/i.test(sent));
}

function invalidOperation(place: string, rule: string): GraphError {
  return GraphError.of('batch_operation_invalid', { place, rule });
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
