import type { FastifyRequest } from 'fastify';
import { ApiError } from '../answers/api-error.ts';
import type { Route } from '../route.ts';

const typesTaken: Partial<Record<Route['takes'], readonly string[]>> = {
  'multipart-with-file': ['multipart/form-data'],
  json: ['application/json', 'application/x-www-form-urlencoded'],
};

/**
 * Refuses a body that the call does not take before any of it is read: length_required for none at all where
 * a file must come, unsupported_media_type for one of another type.
 */
export function requireContent(request: FastifyRequest, { takes, withoutFile }: Route): void {
  const ofCall = typesTaken[takes];
  if (ofCall === undefined) return;
  const types = [...ofCall, ...(withoutFile === undefined ? [] : (typesTaken.json ?? []))];
  const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
  if (length === undefined && encoding === undefined) {
    if (takes === 'multipart-with-file') throw new ApiError('length_required');
    return;
  }
  if (!types.includes(typeOf(request)))
    throw new ApiError('unsupported_media_type', { content_types: types });
}

/** Whether the parameters of a request come without a file. */
export function isWithoutFile(request: FastifyRequest): boolean {
  return typesTaken.json?.includes(typeOf(request)) ?? false;
}

function typeOf(request: FastifyRequest): string {
  return (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}
