import type { Route } from '../route.ts';
import { answerOf } from './answers.ts';
import { errorStatusesOf } from './errors.ts';
import { exampleOf } from './examples.ts';
import { type JsonObject, present } from './json.ts';
import { parametersOf, requestBodyOf, takesUpload } from './request.ts';

/** What OpenAPI calls an operation: one call, what it takes and what it answers. */
export function operationOf(route: Route): JsonObject {
  const parameters = parametersOf(route);
  return present({
    operationId: operationIdOf(route),
    tags: [route.tag],
    summary: route.summary,
    description: `For tokens of the role ${rolesFrom(route.role)}.`,
    parameters: parameters.length === 0 ? undefined : parameters,
    requestBody: requestBodyOf(route),
    responses: { ...goodAnswers(route), ...badAnswers(route) },
  });
}

/** `PUT /custom_audiences/:id` is put_custom_audiences_id: made of what never changes. */
function operationIdOf(route: Route): string {
  const words = `${route.method.toLowerCase()}${route.path}`.match(/[a-zA-Z]+/g) ?? [];
  return words.join('_');
}

function rolesFrom(role: Route['role']): string {
  if (role === 'operator') return 'operator';
  return role === 'account_write' ? 'account_write or operator' : 'account_read, account_write or operator';
}

function goodAnswers(route: Route): JsonObject {
  const { status, say, types = ['application/json'] } = route.answers;
  const request = { 'X-Request-Id': header('Names this request in the log of the server.') };
  if (status === 204) return { '204': { description: say, headers: request } };
  const etag = { ETag: header('MD5 of the body in quotes; send it back as If-None-Match.') };
  const schema = answerOf(route);
  // Of a file there is an example in one form, which stands first.
  const bodyIn = (type: string) =>
    type === types[0] ? present({ schema, example: exampleOf(route)?.answer }) : { schema };
  const good = {
    description: say,
    headers: { ...request, ...etag, ...(takesUpload(route) ? uploadHeaders : {}) },
    content: Object.fromEntries(types.map((type) => [type, bodyIn(type)])),
  };
  const unchanged = { '304': { description: 'What If-None-Match names is still true.', headers: etag } };
  return { [String(status)]: good, ...(route.method === 'GET' ? unchanged : {}) };
}

const uploadHeaders = {
  Location: header('The address of the audience.'),
  'X-Upload-Id': header('The id of the upload: GET /uploads/{uploadId} tells what became of the file.'),
  'Idempotency-Replayed': header('true: this is the answer that was given to the first such request.'),
};

function header(description: string): JsonObject {
  return { description, schema: { type: 'string' } };
}

function badAnswers(route: Route): JsonObject {
  return Object.fromEntries(
    errorStatusesOf(route).map((status) => [
      String(status),
      { $ref: `#/components/responses/Error${status}` },
    ]),
  );
}
