import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import type { Operation } from '@kindred/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Caller, writeAudit } from '../../access/index.ts';
import type { Audience } from '../../audience/index.ts';
import type { Statements } from '../../control/index.ts';
import { BrokenForm, type OpenForm, openForm, spool } from '../../intake/index.ts';
import type { Reception } from '../../relay/index.ts';
import { ApiError } from '../answers/api-error.ts';
import { jsonText, sendJsonText } from '../answers/reply.ts';
import type { EdgeContext } from '../context.ts';
import {
  type Answer,
  fingerprintOf,
  IdempotencyKeys,
  idempotencyKeyOf,
  replay,
} from '../requests/idempotency.ts';
import type { RawParams } from '../requests/params.ts';
import { limited, type ReceivedFile, reasonOf, receiveFile } from './receive-file.ts';

/** What the fields of the form say, once they are checked. */
export interface UploadIntent {
  readonly adAccountId: number;
  readonly audienceId: number | null;
  readonly operation: Operation;
  readonly userType: string | null;
  /** Whether rows of the audience have values; absent: the file says it. */
  readonly isValueBased?: boolean;
}

/** One call that takes a file: how its fields are read and how it is answered. */
export interface UploadCall {
  /** Fields that must stand before the file for it to be taken while it arrives. */
  readonly fieldsNeeded: readonly string[];
  /** Checks the fields. Called with those before the file, and again with all of them. */
  readonly intentOf: (fields: RawParams) => Promise<UploadIntent>;
  /** In the transaction that makes the file count: the audience, made or found, and the answer about it. */
  readonly settle: (
    tx: Statements,
    fields: RawParams,
    intent: UploadIntent,
    reception: Reception | null,
  ) => Promise<{ readonly audience: Audience; readonly status: number; readonly body: unknown }>;
}

/** Takes the file of a multipart request into the stage, makes it count, and answers: one path for POST and PUT. */
export class UploadReceiver {
  readonly #context: EdgeContext;
  readonly #keys: IdempotencyKeys;

  constructor(context: EdgeContext) {
    this.#context = context;
    this.#keys = new IdempotencyKeys(context.control, context.nodeId);
  }

  async handle(
    request: FastifyRequest,
    reply: FastifyReply,
    caller: Caller,
    call: UploadCall,
  ): Promise<FastifyReply> {
    const form = await openFileForm(request);
    const key = idempotencyKeyOf(request);
    const claim = key === null ? null : await this.#keys.claim(caller.tokenId, key);
    if (claim !== null && !claim.mine) {
      const seen = await readToEnd(form);
      const answer = replay(claim.kept, fingerprintOf(request.method, request.url, form.fields), seen);
      return send(request, reply, answer);
    }
    try {
      return send(request, reply, await this.#receive(request, form, caller, call, key));
    } catch (error) {
      if (key !== null) await this.#keys.free(caller.tokenId, key);
      throw error;
    }
  }

  async #receive(
    request: FastifyRequest,
    form: OpenForm,
    caller: Caller,
    call: UploadCall,
    key: string | null,
  ): Promise<Answer> {
    const { stage } = this.#context;
    if (form.file === null) throw new ApiError('parameter_missing', { parameter: 'file' });
    const complete = call.fieldsNeeded.every((name) => form.fields.has(name));
    await using waiting = complete
      ? null
      : await spool(limited(form.file.stream, this.#context.limits.uploadBytesMax), this.#context.spool);
    if (waiting !== null) await form.ended();
    const intent = await call.intentOf(form.fields);
    const reception = await this.#receptionOf(intent);
    return this.#context.slots.use(intent.adAccountId, async () => {
      const source = waiting?.read() ?? form.file?.stream ?? noBytes();
      const received = await receiveFile(source, {
        sink: {
          open: () => stage.open(intent),
          shaped: (shape) => reception?.sealingOf(shape),
          append: (upload, shape, ...rest) =>
            stage.append(upload, shape, ...rest, reception?.sealingOf(shape) ?? null),
          count: (...args) => stage.count(...args),
          progress: (...args) => stage.progress(...args),
          abort: (...args) => stage.abort(...args),
        },
        userType: intent.userType,
        uploadBytesMax: this.#context.limits.uploadBytesMax,
        hashed: key !== null,
        uploadsInFlight: () => this.#context.slots.inFlight,
      });
      try {
        await form.ended();
        return await this.#settle(request, form, caller, { call, key, received, reception });
      } catch (error) {
        const reason = error instanceof ApiError ? reasonOf(error) : 'The server failed.';
        const told = error instanceof BrokenForm ? error.message : reason;
        await stage.abort(received.upload, told, received.bytes);
        throw error;
      }
    });
  }

  /** Null for an audience that lives here. */
  async #receptionOf(intent: UploadIntent): Promise<Reception | null> {
    const { accounts, relay } = this.#context;
    const account = await accounts.byId(intent.adAccountId);
    if (account === null || account.platform === 'local') return null;
    if ((await relay.connections.find(account.id)) === null) throw new ApiError('account_not_connected');
    return relay.receive(account, {
      operation: intent.operation,
      isValueBased: intent.isValueBased ?? null,
    });
  }

  /** One transaction: the audience, the upload's place in its order, the ledger, and the kept answer. */
  async #settle(
    request: FastifyRequest,
    form: OpenForm,
    caller: Caller,
    { call, key, received, reception }: Settling,
  ): Promise<Answer> {
    const intent = await call.intentOf(form.fields);
    const { control, stage, requestApply } = this.#context;
    const { answer, audience } = await control.transaction(async (tx) => {
      const settled = await call.settle(tx, form.fields, intent, reception);
      const sealed = await stage.seal(tx, received.upload, { audienceId: settled.audience.id, ...received });
      if (!sealed) throw new ApiError('audience_not_found');
      await reception?.accept(tx, received.upload.id, settled.audience.id);
      await writeAudit(tx, caller.tokenId, `upload.${intent.operation}`, String(received.upload.id), {
        audience: settled.audience.id,
      });
      const made: Answer = {
        status: settled.status,
        headers: {
          location: `/custom_audiences/${settled.audience.id}`,
          'x-upload-id': String(received.upload.id),
        },
        body: jsonText(settled.body),
      };
      if (key !== null) {
        const fingerprint = fingerprintOf(request.method, request.url, form.fields);
        await this.#keys.answer(tx, caller.tokenId, key, { fingerprint, fileSha256: received.sha256 }, made);
      }
      return { answer: made, audience: settled.audience };
    });
    await requestApply(audience.id);
    return answer;
  }
}

interface Settling {
  readonly call: UploadCall;
  readonly key: string | null;
  readonly received: ReceivedFile;
  readonly reception: Reception | null;
}

/** A form whose file is called as it must be. */
export async function openFileForm(request: FastifyRequest): Promise<OpenForm> {
  const form = await openForm(request.raw, request.headers);
  if (form.file !== null && form.file.field !== 'file') {
    form.file.stream.resume();
    throw new ApiError('parameter_invalid', {
      parameter: form.file.field,
      problem: 'the file must be named "file"',
    });
  }
  if (form.fields.has('file')) {
    form.file?.stream.resume();
    throw new ApiError('parameter_invalid', {
      parameter: 'file',
      problem: 'must be a file, with a file name',
    });
  }
  return form;
}

/** Reads a repeated file to its end, to tell whether it is the same one. Null: there was no file. */
async function readToEnd(form: OpenForm): Promise<string | null> {
  const hash = createHash('sha256');
  if (form.file !== null)
    for await (const piece of form.file.stream as Readable) hash.update(piece as Buffer);
  await form.ended();
  return form.file === null ? null : hash.digest('hex');
}

async function* noBytes(): AsyncGenerator<Buffer> {}

function send(request: FastifyRequest, reply: FastifyReply, answer: Answer): FastifyReply {
  return sendJsonText(request, reply.headers(answer.headers), answer.status, answer.body);
}
