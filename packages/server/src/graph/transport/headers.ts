import { createHash, randomBytes } from 'node:crypto';

/** What says which answer is meant, in its headers. The first is an error's `fbtrace_id` and the `reqId` of our log. */
export interface TraceIds {
  readonly requestId: string;
  readonly traceId: string;
  readonly debug: string;
}

/** Changes with each release in the recorded answers; clients only log it. */
const revision = '1000000000';

/** 23 characters that begin with A. */
export function newRequestId(): string {
  return `A${randomBytes(17).toString('base64url').slice(0, 22)}`;
}

export function traceIdsOf(requestId: string): TraceIds {
  const bytes = randomBytes(73);
  return {
    requestId,
    traceId: bytes.subarray(0, 9).toString('base64').slice(0, 11),
    debug: bytes.subarray(9).toString('base64'),
  };
}

/** Headers that every recorded answer has (specification 4.4). */
export function standingHeaders(ids: TraceIds, version: string): Record<string, string> {
  return {
    'content-type': 'application/json',
    'facebook-api-version': version,
    'x-fb-request-id': ids.requestId,
    'x-fb-trace-id': ids.traceId,
    'x-fb-rev': revision,
    'x-fb-debug': ids.debug,
    'x-fb-rlafr': '0',
    'strict-transport-security': 'max-age=15552000; preload',
    'cache-control': 'private, no-cache, no-store, must-revalidate',
    pragma: 'no-cache',
    expires: 'Sat, 01 Jan 2000 00:00:00 GMT',
    'access-control-allow-origin': '*',
    vary: 'Origin',
  };
}

/** The ETag of the Graph API: SHA-1 of the bytes of the body (845 of 845 recorded answers). */
export function etagOf(text: string): string {
  return `"${createHash('sha1').update(text).digest('hex')}"`;
}

/** Whether `If-None-Match` names the ETag: by itself, in a list, or as the weak one that a proxy made of it. */
export function namesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  const named = (ifNoneMatch ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return named.includes(etag) || named.includes('*');
}

/** Whether the client asked for gzip by name: PHP sends `*` and cannot read it. */
export function takesGzip(acceptEncoding: string | undefined): boolean {
  return /(^|,)\s*gzip\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[\d.]+\s*)?(,|$)/i.test(acceptEncoding ?? '');
}
