import type { FastifyRequest } from 'fastify';
import type { Caller, Role, Tokens } from '../../access/index.ts';
import { ApiError } from '../answers/api-error.ts';

const rank: Record<Role, number> = { account_read: 1, account_write: 2, operator: 3 };

/**
 * The caller behind a request. Throws token_missing or token_invalid; and proof_required, because a token that is worth
 * nothing without a proof would be worth something stolen if this were a way around it.
 */
export async function authenticate(request: FastifyRequest, tokens: Tokens): Promise<Caller> {
  const header = request.headers.authorization;
  if (header === undefined || header.trim() === '') {
    throw new ApiError('token_missing', {}, { 'www-authenticate': 'Bearer realm="kindred"' });
  }
  const text = /^(?:OAuth|Bearer)\s+(\S+)\s*$/i.exec(header)?.[1];
  const caller = text === undefined ? null : await tokens.authenticate(text);
  if (caller === null) {
    throw new ApiError(
      'token_invalid',
      {},
      { 'www-authenticate': 'Bearer realm="kindred", error="invalid_token"' },
    );
  }
  if (caller.app?.requireProof === true) throw new ApiError('proof_required');
  return caller;
}

/** Throws role_insufficient when the caller's role is below the one that is needed. */
export function requireRole(caller: Caller, role: Role): void {
  if (rank[caller.role] < rank[role])
    throw new ApiError('role_insufficient', { needed: role, given: caller.role });
}
