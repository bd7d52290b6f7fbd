import { limits } from '../limits.ts';
import type { GraphErrorRow } from './row.ts';

/** What can be wrong with a call before it is known what it is about: transport, token, path, parameters. */
export const requestErrors = {
  unavailable: {
    code: 2,
    status: 500,
    transient: true,
    message: '(#2) Service temporarily unavailable',
    say: 'The server failed. Send the request again; if it fails again, give an operator the fbtrace_id, under which the log says why.',
  },
  token_missing: {
    code: 104,
    status: 400,
    plain: true,
    message: 'An access token is required to request this resource.',
    say: 'Send the token as the parameter `access_token`, or in the header `Authorization: Bearer TOKEN`.',
  },
  token_invalid: {
    code: 190,
    status: 400,
    plain: true,
    message: 'Invalid OAuth access token - Cannot parse access token',
    say: 'The token is unknown or was revoked. Ask an operator for a new one.',
  },
  token_read_only: {
    code: 200,
    status: 403,
    message: '(#200) Permissions error: this access token may only read.',
    say: 'Use a token of the role `account_write`.',
  },
  request_too_large: {
    code: 100,
    status: 413,
    message: `(#100) The request is larger than ${limits.graph_body_bytes_max} bytes. Send fewer rows in a request.`,
    say: 'Send the rows in several requests, in one session.',
  },
  head_too_long: {
    code: 100,
    status: 431,
    plain: true,
    message: `The address and the headers are longer than ${limits.graph_url_bytes_max} bytes. Send the rows in the body.`,
    say: 'Send the payload in the body: `DELETE` takes one, and so does `POST` with `method=DELETE`.',
  },
  not_http: {
    code: 100,
    status: 400,
    plain: true,
    message: 'The request is not HTTP.',
    say: 'Look at what stands between client and server; and whether `https` was sent where `http` is spoken.',
  },
  request_unreadable: {
    code: 100,
    status: 400,
    message: '(#100) The request could not be read.',
    say: 'The request broke off, or its length is not what its head says. Send it again.',
  },
  body_not_json: {
    code: 100,
    status: 400,
    message: '(#100) The request body is not valid JSON.',
    say: 'Send JSON, or name the type of what you send in `Content-Type`.',
  },
  form_incomplete: {
    code: 100,
    status: 400,
    message: '(#100) The request body is not a complete multipart form.',
    say: 'The form broke off, or its boundary is not the one that `Content-Type` names. Send it again.',
  },
  path_unknown: {
    code: 2500,
    status: 400,
    message: 'Unknown path components: {path}',
    say: 'The address names a version, node or edge that there is not. [What is served](graph-compatibility.md).',
  },
  method_unsupported: {
    code: 100,
    status: 400,
    type: 'GraphMethodException',
    message: 'Unsupported request - method type: {method}',
    say: 'The edge is there, but not under this verb.',
  },
  object_unsupported: {
    code: 100,
    subcode: 33,
    status: 400,
    type: 'GraphMethodException',
    message:
      "Unsupported {method} request. Object with ID '{id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api",
    say: 'Look at the id, whether the object was deleted, and which ad accounts the token opens (`GET /me/adaccounts`). The answer never tells which of these it is.',
  },
  fields_syntax: {
    code: 2500,
    status: 400,
    message: 'Syntax error "{problem}" at character {position}: {text}',
    say: 'Mend `fields` at the character that is named, counted from 0.',
  },
  field_unknown: {
    code: 100,
    status: 400,
    message: '(#100) Tried accessing nonexisting field ({field}) on node type ({kind})',
    say: 'Take the field out of `fields`.',
  },
  param_missing: {
    code: 100,
    status: 400,
    message: '(#100) Missing required parameter: {name}',
    say: 'Add the parameter.',
  },
  params_missing: {
    code: 100,
    status: 400,
    message: '(#100) Missing parameter(s): {names}',
    say: 'Add the parameters.',
  },
  param_required: {
    code: 100,
    status: 400,
    message: '(#100) The parameter {name} is required',
    say: 'Add the key to the object that the parameter holds.',
  },
  param_invalid: {
    code: 100,
    status: 400,
    message: '(#100) Param {name} must {rule}',
    say: 'Change the value as the message says.',
  },
  params_too_many: {
    code: 100,
    status: 400,
    message: '(#100) At most {max} parameters can be sent',
    say: 'Send lists as JSON in one parameter.',
  },
  ids_too_many: {
    code: 100,
    status: 400,
    message: '(#100) Too many IDs. Maximum: {max}. Provided: {provided}.',
    say: 'Ask for the objects in several calls.',
  },
  cursor_invalid: {
    code: 100,
    status: 400,
    message: '(#100) Invalid cursors values: param {name} is not a cursor of this list',
    say: 'Use a cursor from `paging` of the same edge, as it is, or begin again without one.',
  },
} as const satisfies Readonly<Record<string, GraphErrorRow>>;
