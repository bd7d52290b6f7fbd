import { limits } from '@kindred/contract';
import { flagChoices, type Param } from '../requests/params.ts';
import type { Route } from '../route.ts';
import { exampleOf } from './examples.ts';
import { type JsonObject, present } from './json.ts';

/** `:id` of a route is `{id}` of the document. */
export function pathOf(path: string): string {
  return path.replace(/:([A-Za-z]+)/g, '{$1}');
}

/** Whether the call takes a file into an audience, and so an Idempotency-Key. */
export function takesUpload(route: Route): boolean {
  return route.takes === 'multipart-with-file' && route.tag === 'Audience API' && route.isDryRun !== true;
}

/** Parameters of the path, of the query and of the header. */
export function parametersOf(route: Route): JsonObject[] {
  const { path = {}, query = {} } = exampleOf(route) ?? {};
  const inPath = [...route.path.matchAll(/:([A-Za-z]+)/g)].map(([, name = '']) =>
    withExample(pathParameter(name), path[name]),
  );
  const inQuery = ['query', 'bytes'].includes(route.takes)
    ? route.params.map((param) =>
        withExample({ ...named(param), in: 'query', schema: textSchema(param) }, query[param.name]),
      )
    : [];
  const inHeader = [
    ...(takesUpload(route) ? [idempotencyKey] : []),
    ...(route.method === 'GET' ? [ifNoneMatch] : []),
  ];
  return [...inPath, ...inQuery, ...inHeader];
}

function withExample(described: JsonObject, example: JsonObject[string] | undefined): JsonObject {
  return present({ ...described, example });
}

function pathParameter(name: string): JsonObject {
  return {
    name,
    in: 'path',
    required: true,
    description: 'The id. An audience is also found by its Graph id (fb_id).',
    schema: { type: 'string', maxLength: 32 },
  };
}

const idempotencyKey: JsonObject = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: `A request that is sent again with its key counts once; the answer is kept for ${limits.idempotency_keep_hours} hours.`,
  schema: { type: 'string', minLength: 1, maxLength: limits.idempotency_key_chars_max },
};

const ifNoneMatch: JsonObject = {
  name: 'If-None-Match',
  in: 'header',
  required: false,
  description: 'The ETag of an earlier answer: an unchanged one is answered with 304.',
  schema: { type: 'string' },
};

function named(param: Param): JsonObject {
  return { name: param.name, required: param.required, description: param.say };
}

function textSchema(param: Param): JsonObject {
  return present({
    type: 'string',
    maxLength: param.charsMax,
    enum: param.choices,
    examples: param.example === undefined ? undefined : [param.example],
  });
}

/** Undefined for a call without a body. */
export function requestBodyOf(route: Route): JsonObject | undefined {
  if (route.takes === 'json') {
    const schema = objectOf(route.params, jsonSchema);
    return body('application/json', withExample({ schema }, exampleOf(route)?.body));
  }
  if (route.takes === 'multipart-with-file') {
    const fields = objectOf(route.params, textSchema);
    const properties = { ...(fields['properties'] as JsonObject), file };
    const required = [...((fields['required'] as string[] | undefined) ?? []), 'file'];
    const other =
      route.withoutFile === undefined
        ? {}
        : { 'application/json': { schema: objectOf(route.withoutFile.params, jsonSchema) } };
    const form = {
      schema: { ...fields, properties, required },
      encoding: { file: { contentType: 'text/plain, text/csv, application/gzip, application/octet-stream' } },
    };
    const content = { 'multipart/form-data': withExample(form, formExample(route)), ...other };
    return { required: true, content };
  }
  return route.takes === 'bytes'
    ? body('application/octet-stream', withExample({ schema: {} }, exampleOf(route)?.body))
    : undefined;
}

function formExample(route: Route): JsonObject | undefined {
  const example = exampleOf(route);
  return example?.form === undefined ? undefined : { ...example.form, file: example.file ?? '' };
}

const file: JsonObject = {
  description: 'The people, one a line; plain or gzip. Best sent as the last part of the form.',
  type: 'string',
  // The page at /docs shows a choice of files by this.
  format: 'binary',
  contentMediaType: 'application/octet-stream',
};

function body(type: string, media: JsonObject): JsonObject {
  return { required: true, content: { [type]: media } };
}

function objectOf(params: readonly Param[], schemaOf: (param: Param) => JsonObject): JsonObject {
  const required = params.filter((param) => param.required).map((param) => param.name);
  const properties = params.map((param) => [param.name, { description: param.say, ...schemaOf(param) }]);
  return present({
    type: 'object',
    properties: Object.fromEntries(properties) as JsonObject,
    required: required.length === 0 ? undefined : required,
  });
}

/**
 * In a JSON body a parameter whose example is a list is a list, one with an object an object; ids may stand as numbers,
 * and flags are flags.
 */
function jsonSchema(param: Param): JsonObject {
  if (param.choices === flagChoices) return { type: 'boolean' };
  if (param.example?.startsWith('{') === true) {
    return { type: ['object', 'string'], examples: [JSON.parse(param.example) as JsonObject] };
  }
  if (/^[0-9]+$/.test(param.example ?? '')) return { ...textSchema(param), type: ['integer', 'string'] };
  if (param.example?.startsWith('[') !== true) return textSchema(param);
  const example = JSON.parse(param.example) as (number | string)[];
  const isOfIds = example.every((each) => typeof each === 'number');
  return {
    type: 'array',
    items: { type: isOfIds ? ['integer', 'string'] : 'string' },
    examples: [example],
  };
}
