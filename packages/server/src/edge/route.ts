import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Caller, Role } from '../access/index.ts';
import type { Param } from './requests/params.ts';

/** One call of an API: its policy, its documentation and its behaviour in one place. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With parameters of the path as `:name`. */
  readonly path: string;
  readonly tag: 'Audience API' | 'Operator API';
  readonly summary: string;
  readonly role: Role;
  readonly params: readonly Param[];
  /** Where the parameters stand, and what is sent beside them. */
  readonly takes: 'query' | 'json' | 'multipart-with-file' | 'bytes';
  /** Takes a file, and changes nothing: so it may be sent again as often as one likes. */
  readonly isDryRun?: boolean;
  readonly answers: {
    readonly status: number;
    readonly say: string;
    /** JSON where none is given. */
    readonly types?: readonly string[];
  };
  readonly handle: Handle;
  /** What the same call does when its parameters come in JSON or a form, without a file. */
  readonly withoutFile?: { readonly params: readonly Param[]; readonly handle: Handle };
}

type Handle = (request: FastifyRequest, reply: FastifyReply, caller: Caller) => Promise<FastifyReply>;

/** Parameters of the path, as text. */
export function pathParam(request: FastifyRequest, name: string): string {
  const value = (request.params as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}

/** Parameters behind the question mark. */
export function queryParams(request: FastifyRequest): { readonly get: (name: string) => unknown } {
  const query = request.query as Record<string, unknown>;
  return { get: (name) => (Object.hasOwn(query, name) ? query[name] : undefined) };
}

/** Parameters of a JSON or form body. */
export function bodyParams(request: FastifyRequest): { readonly get: (name: string) => unknown } {
  const body = request.body;
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  return { get: (name) => (Object.hasOwn(fields, name) ? fields[name] : undefined) };
}
