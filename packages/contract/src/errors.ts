/**
 * The one table of errors. Every error answer of every API is a row of it; `docs/errors.md` is generated
 * from it. `say` is a sentence that tells the caller what to do; details are added where they are known.
 */
export const errors = {
  malformed_request: { status: 400, say: 'The request could not be read as what it says it is.' },
  parameter_missing: { status: 400, say: 'A required parameter is missing. Add it and send again.' },
  token_missing: {
    status: 401,
    say: 'No access token was sent. Add the header `Authorization: Bearer TOKEN` (or `OAuth TOKEN`).',
  },
  token_invalid: {
    status: 401,
    say: 'The access token is unknown or was revoked. Ask an operator for a new one (`kindred tokens create`). An operator who lost the last one starts the server with KINDRED_OPERATOR_TOKEN.',
  },
  role_insufficient: {
    status: 403,
    say: 'The role of this token does not allow the call. Use a token with the role that is named in details.',
  },
  proof_required: {
    status: 403,
    say: 'The app of this token requires proofs, which only the Graph API takes. Use a token of another app, or of none, here.',
  },
  not_found: { status: 404, say: 'There is nothing at this address, or this token may not see it.' },
  ad_account_not_found: {
    status: 404,
    say: 'No ad account with this id is open to this token. `GET /fb_ad_accounts` lists those that are.',
  },
  audience_not_found: {
    status: 404,
    say: 'No custom audience with this id is open to this token. It may have been deleted.',
  },
  lookalike_not_found: {
    status: 404,
    say: 'This custom audience is no lookalike, so there is nothing to say of how it was found.',
  },
  app_not_found: {
    status: 404,
    say: 'There is no app with this id. `GET /apps` lists those that there are.',
  },
  upload_not_found: { status: 404, say: 'No upload with this id is open to this token.' },
  method_not_allowed: { status: 405, say: 'This address does not take this method. See the Allow header.' },
  idempotency_key_in_use: {
    status: 409,
    say: 'A request with this Idempotency-Key is still being received. Wait for its answer, or use another key.',
  },
  already_exists: { status: 409, say: 'Something with this id exists already.' },
  audience_in_use: {
    status: 409,
    say: 'Lookalikes start from this custom audience. Delete them first: GET /custom_audiences?subtype=LOOKALIKE lists them.',
  },
  account_not_connected: {
    status: 409,
    say: 'This ad account is at Meta and is not connected yet. An operator connects it: `kindred accounts connect ID --token-file FILE`.',
  },
  lookalike_exists: {
    status: 409,
    say: 'There is a lookalike of the same custom audience, countries and size already.',
  },
  length_required: {
    status: 411,
    say: 'The request has no body and no Content-Length. Send the file as multipart/form-data.',
  },
  file_too_large: {
    status: 413,
    say: 'The file is larger than this server takes. Split it, or raise KINDRED_UPLOAD_BYTES_MAX.',
  },
  body_too_large: { status: 413, say: 'The body is larger than this call takes.' },
  unsupported_media_type: {
    status: 415,
    say: 'This call does not take this Content-Type. The types that it takes are in details.',
  },
  parameter_invalid: { status: 422, say: 'A parameter has a value that cannot be used.' },
  ad_account_mismatch: {
    status: 422,
    say: 'The custom audience belongs to another ad account than the one given.',
  },
  audience_not_fillable: {
    status: 422,
    say: 'The people of a lookalike are found, not uploaded. Add them to its origin, or create another custom audience.',
  },
  lookalike_seed_too_small: {
    status: 422,
    say: 'The origin has too few people in the country, of those that are known here. It needs 100 in one of the countries that are asked for; or, with allow_international_seeds, in any country.',
  },
  lookalike_of_lookalike: {
    status: 422,
    say: 'The origin is a lookalike itself. Start from a custom audience of people.',
  },
  lookalikes_too_many: {
    status: 422,
    say: 'This ad account has as many lookalikes as it may have. Delete one first.',
  },
  account_is_local: {
    status: 422,
    say: 'The audiences of this ad account live here, so there is nothing to connect. `platform: meta` is chosen when an ad account is created.',
  },
  audience_elsewhere: {
    status: 422,
    say: 'The people of this custom audience are at the platform of its ad account, which names them to nobody.',
  },
  rows_not_relayable: {
    status: 422,
    say: 'Rows like these cannot be brought to the platform of this ad account. Nothing of the file was taken; details say why.',
  },
  lookalike_special_category: {
    status: 422,
    say: 'No lookalike is made for housing, employment, credit or financial services: being like the people of a list repeats whom the list left out, whatever features are taken away. Use the list itself.',
  },
  idempotency_key_reused: {
    status: 422,
    say: 'This Idempotency-Key was used before with other parameters or another file. Use a new key.',
  },
  file_unreadable: { status: 422, say: 'The file could not be read to its end. Nothing of it was applied.' },
  schema_unknown: {
    status: 422,
    say: 'Without user_type the first line must name the columns, with names of the Graph schema (EMAIL, PHONE, …).',
  },
  too_many_uploads: {
    status: 429,
    say: 'This ad account has as many uploads in flight as allowed. Wait for one to end (see Retry-After).',
  },
  internal: {
    status: 500,
    say: 'The server failed. Nothing of this request was applied. Quote the request_id.',
  },
  shutting_down: { status: 503, say: 'The server is shutting down. Send the request again in a moment.' },
  overloaded: { status: 503, say: 'The server has no room for another upload now. See Retry-After.' },
  storage_full: {
    status: 507,
    say: 'The disk of the server is full. Nothing of this request was applied. Free some space, then send it again.',
  },
} as const;

export type ErrorCode = keyof typeof errors;

/** What is known about one failure beyond its code: which parameter, what was expected. Never row data. */
export type ErrorDetails = Readonly<Record<string, string | number | boolean | readonly string[]>>;

export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly details: ErrorDetails;
    readonly docs_url: string;
    readonly request_id: string;
  };
}
