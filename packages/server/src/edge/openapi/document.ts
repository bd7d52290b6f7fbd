import type { Route } from '../route.ts';
import { answerSchemas } from './answers.ts';
import { errorResponses, errorSchema } from './errors.ts';
import type { JsonObject } from './json.ts';
import { operationOf } from './operation.ts';
import { pathOf } from './request.ts';

const about =
  'Hand over a file of hashed people, get a matched, sized audience. The Audience API takes files and tells ' +
  'what became of every line; the Operator API keeps ad accounts, apps, tokens, people and opt-outs.';

/**
 * The OpenAPI 3.1 document of these calls, from their own definitions: nothing of it is written twice. `url` is where
 * the server is reached, `/` for wherever the document was read from.
 */
export function openApiDocument(routes: readonly Route[], version: string, url: string): JsonObject {
  const paths: Record<string, Record<string, JsonObject>> = { ...withoutToken };
  for (const route of routes) {
    const path = pathOf(route.path);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Kindred',
      version,
      description: about,
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url }],
    security: [{ bearer: [] }, { oauth: [] }],
    tags: [
      { name: 'Audience API', description: 'For tokens of every role, within their ad accounts.' },
      { name: 'Operator API', description: 'For tokens of the role operator.' },
      { name: 'Server', description: 'Without a token.' },
    ],
    paths,
    components: {
      securitySchemes: securitySchemes(),
      schemas: { ...answerSchemas, Error: errorSchema },
      responses: errorResponses,
    },
  };
}

/** Calls that need no token. */
const withoutToken: Readonly<Record<string, Record<string, JsonObject>>> = {
  '/health': {
    get: open('getHealth', 'Tell that the server runs', {
      'application/json': {
        schema: { type: 'object', required: ['status'], properties: { status: { const: 'ok' } } },
        example: { status: 'ok' },
      },
    }),
  },
  '/openapi.json': {
    get: open('getOpenApi', 'Read this document', {
      'application/json': { schema: { type: 'object', required: ['openapi', 'paths'] } },
    }),
  },
  '/docs': {
    get: open('getDocs', 'Read and try every call in a browser', {
      'text/html': { schema: { type: 'string' } },
    }),
  },
  '/docs/errors': {
    get: open('getErrors', 'Read what every error means', { 'text/html': { schema: { type: 'string' } } }),
  },
};

function open(operationId: string, summary: string, content: JsonObject): JsonObject {
  const responses = { '200': { description: 'The server takes requests.', content } };
  return { operationId, tags: ['Server'], summary, security: [], responses };
}

function securitySchemes(): JsonObject {
  return {
    bearer: { type: 'http', scheme: 'bearer', description: '`Authorization: Bearer TOKEN`' },
    oauth: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: '`Authorization: OAuth TOKEN`, as clients of the first version send it.',
    },
  };
}
