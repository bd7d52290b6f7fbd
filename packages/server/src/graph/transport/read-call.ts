import type { IncomingHttpHeaders } from 'node:http';
import { weighReceived } from '../../kernel/received-bytes.ts';
import type { ReadingThreads } from '../reading/index.ts';
import {
  formValues,
  type GraphCall,
  GraphError,
  type GraphMethod,
  Params,
  type Proof,
  parseUrlEncoded,
  type RawValue,
} from '../wire/index.ts';
import { readBody } from './read-body.ts';

/** The oldest version that is served; unversioned calls and retired versions get it. */
export const oldestVersion = 'v19.0';
const oldestMajor = 19;

/** One request as it came, whether over HTTP or inside of a batch. */
export interface RawCall {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer | null;
  readonly origin: string;
}

/** Parameters, and the people of a large body that brings some. */
export type CallContents = Pick<GraphCall, 'params' | 'members'>;

/** Reads what a request holds; a large body of people by a thread of its own. */
export async function readCall(raw: RawCall, threads: ReadingThreads): Promise<CallContents> {
  const { method, url, headers, body } = raw;
  const bringsMembers = method !== 'GET' && /\/users(?:replace)?\/*$/.test(partsOf(url).path);
  const read = bringsMembers && body !== null ? await threads.read(body, headers['content-type']) : null;
  if (read === null) return { params: await readParams(raw), members: null };
  if (Buffer.isBuffer(read)) return { params: await readParams({ ...raw, body: read }), members: null };
  weighReceived(read.members.rows.bytes.length);
  return { params: Params.of(queryOf(raw), read.values), members: read.members };
}

/** Reads the parameters from all the places where clients put them. */
export async function readParams(raw: RawCall): Promise<Params> {
  return Params.of(queryOf(raw), await readBodyOf(raw));
}

function queryOf({ url }: RawCall): ReadonlyMap<string, RawValue> {
  return formValues(parseUrlEncoded(partsOf(url).query));
}

/**
 * The parameters of the body. GET may have one, too: the samples of Meta's pages send it (`curl -X GET -d`), and so does
 * the SDK for Ruby in a batch. Other clients put there what means nothing, so one that cannot be read is none.
 */
async function readBodyOf({ method, body, headers }: RawCall): Promise<ReadonlyMap<string, RawValue>> {
  try {
    return await readBody(body, headers);
  } catch (error) {
    if (method === 'GET' && error instanceof GraphError) return new Map();
    throw error;
  }
}

/** Reads method, path and token of a request with these parameters. */
export function callOf(raw: RawCall, { params, members }: CallContents): GraphCall {
  const { version, words } = readPath(partsOf(raw.url).path);
  return {
    method: methodOf(raw.method, params),
    words,
    version,
    params,
    members,
    token: tokenOf(params, raw.headers),
    proof: proofOf(params),
    origin: raw.origin,
  };
}

function partsOf(url: string): { readonly path: string; readonly query: string } {
  const question = url.indexOf('?');
  return question === -1
    ? { path: url, query: '' }
    : { path: url.slice(0, question), query: url.slice(question + 1) };
}

/** Whether a path is one of the Graph API's: a version, well written or not, a node, or one of its few words. */
export function isGraphPath(path: string): boolean {
  const first = path.split('/')[1] ?? '';
  return /^(v\d[^/]*|act_\d+|\d+|me|app|debug_token|)$/.test(first) || path.startsWith('/oauth/access_token');
}

function readPath(path: string): { readonly version: string; readonly words: readonly string[] } {
  const words = path
    .split('/')
    .filter((word) => word !== '')
    .map(decoded);
  const first = words[0] ?? '';
  const version = /^v(\d+)\.(\d+)$/.exec(first);
  if (version === null) {
    if (/^v\d/.test(first)) throw GraphError.of('path_unknown', { path: path.slice(0, 200) });
    return { version: oldestVersion, words };
  }
  const major = Number(version[1]);
  if (major > 99) throw GraphError.of('path_unknown', { path: path.slice(0, 200) });
  return { version: major < oldestMajor ? oldestVersion : first, words: words.slice(1) };
}

function methodOf(sent: string, params: Params): GraphMethod {
  const wanted = sent === 'POST' ? (params.text('method') || sent).toUpperCase() : sent;
  if (wanted === 'GET' || wanted === 'POST' || wanted === 'DELETE') return wanted;
  throw GraphError.of('method_unsupported', { method: wanted.toLowerCase().slice(0, 20) });
}

function tokenOf(params: Params, headers: IncomingHttpHeaders): string | null {
  const param = params.text('access_token');
  if (param !== null && param !== '') return param;
  const header = /^(?:Bearer|OAuth)\s+(\S+)$/i.exec(headers.authorization ?? '');
  return header?.[1] ?? null;
}

function proofOf(params: Params): Proof | null {
  const text = params.text('appsecret_proof') ?? '';
  const time = params.text('appsecret_time') ?? '';
  return text === '' ? null : { text, time: time === '' ? null : time };
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
