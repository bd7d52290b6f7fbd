import type { FastifyRequest } from 'fastify';
import { spool } from '../../intake/index.ts';
import { ApiError } from '../answers/api-error.ts';
import type { EdgeContext } from '../context.ts';
import type { RawParams } from '../requests/params.ts';
import { type FileSink, limited, type ReceivedFile, reasonOf, receiveFile } from './receive-file.ts';
import { openFileForm } from './upload-receiver.ts';

/** Where the lines of a form's file go. */
export interface FormSink {
  /** Whose slots it takes: an ad account, or nobody's. */
  readonly account: number;
  readonly userType: string | null;
  readonly sink: FileSink;
}

export interface FormCall<Result> {
  /** Fields that must stand before the file for it to be taken while it arrives. */
  readonly fieldsNeeded: readonly string[];
  readonly sinkOf: (fields: RawParams) => FormSink;
  /** What is done with the file once all of it has come, and all fields. */
  readonly take: (received: ReceivedFile, fields: RawParams) => Promise<Result>;
}

/** Takes the file of a multipart request that is no upload to an audience. */
export async function receiveForm<Result>(
  context: EdgeContext,
  request: FastifyRequest,
  call: FormCall<Result>,
): Promise<Result> {
  const form = await openFileForm(request);
  const { file } = form;
  if (file === null) throw new ApiError('parameter_missing', { parameter: 'file' });
  const { uploadBytesMax } = context.limits;
  const complete = call.fieldsNeeded.every((name) => form.fields.has(name));
  await using waiting = complete ? null : await spool(limited(file.stream, uploadBytesMax), context.spool);
  if (waiting !== null) await form.ended();
  const { account, userType, sink } = call.sinkOf(form.fields);
  return context.slots.use(account, async () => {
    const received = await receiveFile(waiting?.read() ?? file.stream, {
      sink,
      userType,
      uploadBytesMax,
      hashed: false,
      uploadsInFlight: () => context.slots.inFlight,
    });
    try {
      await form.ended();
      return await call.take(received, form.fields);
    } catch (error) {
      const reason = error instanceof ApiError ? reasonOf(error) : 'The server failed.';
      await sink.abort(received.upload, reason, received.bytes);
      throw error;
    }
  });
}
