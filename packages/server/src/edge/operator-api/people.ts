import { limits } from '@kindred/contract';
import type { FastifyRequest } from 'fastify';
import { writeAudit } from '../../access/index.ts';
import { BrokenForm, openForm } from '../../intake/index.ts';
import { ImportRefused, importParameterNames, importParametersOf, type Query } from '../../people/index.ts';
import { ApiError } from '../answers/api-error.ts';
import { sendJson } from '../answers/reply.ts';
import { pageParam } from '../audience-api/params.ts';
import type { EdgeContext } from '../context.ts';
import { operatorFiles } from '../files/upload-slots.ts';
import { type Param, readParam } from '../requests/params.ts';
import { pathParam, queryParams, type Route } from '../route.ts';

const countriesShown = 20;

const sayings: Readonly<Record<string, string>> = {
  format: 'csv, ndjson or parquet; told by the file when absent.',
  file_name: 'Name of the file, for the record.',
  phone_country: 'Country of phone numbers without a country code, of people without a country.',
  hashed: 'true: identifiers are SHA-256 hashes already.',
  ignore: 'Columns that are not to be kept.',
};

/** Parameters of an import, for the description of the call; the people room reads them. */
const importParams: readonly Param[] = importParameterNames.map((name) => ({
  name,
  say: sayings[name] ?? 'Column, or several, of the file that hold this; told by the header when absent.',
  required: false,
  charsMax: 1024,
}));

/** `POST /people/imports`: the body is the file, or a form with the file. Parameters stand in the query. */
export function importPeople(context: EdgeContext): Route {
  return {
    method: 'POST',
    path: '/people/imports',
    tag: 'Operator API',
    summary: 'Import people into the population, or update them',
    role: 'operator',
    params: importParams,
    takes: 'bytes',
    answers: { status: 201, say: 'The import; it is applied in the background.' },
    handle: async (request, reply, caller) => {
      const { body, fields, ended } = await openBody(request);
      const report = await refusing(async () => {
        const parameters = importParametersOf({ ...(request.query as Query), ...fields });
        const contentType = Object.keys(fields).length > 0 ? null : (request.headers['content-type'] ?? null);
        const bytesExpected = Number(request.headers['content-length'] ?? 0) || null;
        return context.slots.use(operatorFiles, () =>
          context.people.receive({ body, contentType, bytesExpected, parameters }),
        );
      });
      await ended();
      await writeAudit(context.control, caller.tokenId, 'people.import', String(report.id), {
        lines: report.lines,
      });
      return sendJson(request, reply.header('location', `/people/imports/${report.id}`), 201, {
        import: report,
      });
    },
  };
}

/** `GET /people/imports`. */
export function listImports(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/people/imports',
    tag: 'Operator API',
    summary: 'List imports of people',
    role: 'operator',
    params: [pageParam],
    takes: 'query',
    answers: { status: 200, say: 'A page of imports, newest first.' },
    handle: async (request, reply) => {
      const page = Number(readParam(queryParams(request), pageParam) ?? 1);
      const found = await context.people.listImports(limits.page_rows, (page - 1) * limits.page_rows);
      return sendJson(request, reply, 200, { imports: found.imports, meta: { page, total: found.total } });
    },
  };
}

/** `GET /people/imports/:id`: state, progress and what became of every row. */
export function readImport(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/people/imports/:id',
    tag: 'Operator API',
    summary: 'Read an import of people: state, progress, and what became of every row',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The import.' },
    handle: async (request, reply) => {
      const id = pathParam(request, 'id');
      const report = /^[0-9]{1,15}$/.test(id) ? await context.people.findImport(Number(id)) : null;
      if (report === null) throw new ApiError('not_found');
      return sendJson(request, reply, 200, { import: report });
    },
  };
}

/** `GET /people/stats`. */
export function readPeopleStats(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/people/stats',
    tag: 'Operator API',
    summary: 'Numbers of the whole population: people, countries, keys, features',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'Exact numbers; only operators see them.' },
    handle: async (request, reply) =>
      sendJson(request, reply, 200, { stats: await context.people.stats(countriesShown) }),
  };
}

interface Body {
  readonly body: AsyncIterable<Buffer>;
  /** Of a form; a plain body has none. */
  readonly fields: Readonly<Record<string, string>>;
  readonly ended: () => Promise<void>;
}

async function openBody(request: FastifyRequest): Promise<Body> {
  if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) {
    throw new ApiError('length_required');
  }
  if (!/^multipart\/form-data\b/i.test(request.headers['content-type'] ?? '')) {
    return { body: request.raw, fields: {}, ended: async () => undefined };
  }
  const form = await openForm(request.raw, request.headers);
  if (form.file === null) throw new ApiError('parameter_missing', { parameter: 'file' });
  return {
    body: form.file.stream,
    fields: Object.fromEntries(form.fields),
    ended: () => form.ended(),
  };
}

async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ImportRefused) throw new ApiError(error.code, error.details);
    if (isBroken(error)) throw new BrokenForm('The connection broke before the whole file had arrived.');
    throw error;
  }
}

function isBroken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ECONNRESET';
}
