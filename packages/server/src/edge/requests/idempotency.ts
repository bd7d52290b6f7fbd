import { createHash } from 'node:crypto';
import { limits } from '@kindred/contract';
import type { FastifyRequest } from 'fastify';
import type { Control, SqlRow, Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { ApiError } from '../answers/api-error.ts';

const statement = sqlIn(import.meta.url);

/** An answer as it is kept, to be given again to a repeated request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface KeptAnswer extends SqlRow {
  readonly fingerprint: string;
  readonly file_sha256: string | null;
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>> | null;
  readonly body: string | null;
}

/** What a request was, apart from its file. The same key with another request is a mistake of the client. */
export function fingerprintOf(method: string, path: string, fields: ReadonlyMap<string, string>): string {
  const sorted = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([method, path, sorted]))
    .digest('hex');
}

/** The `Idempotency-Key` of a request; null without one. */
export function idempotencyKeyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || key.trim() === '' || key.length > limits.idempotency_key_chars_max) {
    throw new ApiError('parameter_invalid', {
      parameter: 'Idempotency-Key',
      problem: `must have 1 to ${limits.idempotency_key_chars_max} characters`,
    });
  }
  return key.trim();
}

/** Keys under which uploads are sent at most once. A key belongs to the token that sent it. */
export class IdempotencyKeys {
  readonly #control: Control;
  readonly #nodeId: string;

  constructor(control: Control, nodeId: string) {
    this.#control = control;
    this.#nodeId = nodeId;
  }

  /** `mine`: go on. `answered`: it was done before. Throws idempotency_key_in_use while it is being done. */
  async claim(
    tokenId: number,
    key: string,
  ): Promise<{ readonly mine: true } | { readonly mine: false; readonly kept: KeptAnswer }> {
    const claimed = await this.#control.query(statement('claim-key'), [tokenId, key, this.#nodeId]);
    if (claimed.length > 0) return { mine: true };
    const [kept] = await this.#control.query<KeptAnswer>(statement('find-key'), [tokenId, key]);
    if (kept === undefined || kept.status === null) {
      throw new ApiError('idempotency_key_in_use', {}, { 'retry-after': '1' });
    }
    return { mine: false, kept };
  }

  /** After a refusal or a break: the key may be used for the next try. */
  async free(tokenId: number, key: string): Promise<void> {
    await this.#control.query(statement('free-key'), [tokenId, key]);
  }

  /** In the transaction that makes the upload count. */
  async answer(
    tx: Statements,
    tokenId: number,
    key: string,
    request: { readonly fingerprint: string; readonly fileSha256: string | null },
    answer: Answer,
  ): Promise<void> {
    await tx.query(statement('answer-key'), [
      tokenId,
      key,
      request.fingerprint,
      request.fileSha256,
      answer.status,
      JSON.stringify(answer.headers),
      answer.body,
    ]);
  }

  async forgetOld(): Promise<void> {
    await this.#control.query(statement('forget-keys'), [limits.idempotency_keep_hours]);
  }
}

/** The kept answer, when the repeated request is the same as the first one; else idempotency_key_reused. */
export function replay(kept: KeptAnswer, fingerprint: string, fileSha256: string | null): Answer {
  if (kept.fingerprint !== fingerprint || kept.file_sha256 !== fileSha256) {
    throw new ApiError('idempotency_key_reused');
  }
  return {
    status: kept.status ?? 200,
    headers: { ...kept.headers, 'idempotency-replayed': 'true' },
    body: kept.body ?? '',
  };
}
