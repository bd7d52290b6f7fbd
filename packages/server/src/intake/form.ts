import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { limits } from '@kindred/contract';

/** The body is not the multipart form that its Content-Type says it is, or it broke off. */
export class BrokenForm extends Error {
  override readonly name = 'BrokenForm';
}

/** A form whose file is reached, or that has none. Fields behind the file are there after `ended`. */
export interface OpenForm {
  readonly fields: ReadonlyMap<string, string>;
  readonly file: { readonly field: string; readonly stream: Readable } | null;
  /** Resolves when the whole form was read; the file must be read for that. */
  ended(): Promise<void>;
}

/** Reads a multipart form up to its first file. The file is streamed, never held. */
export async function openForm(body: Readable, headers: IncomingHttpHeaders): Promise<OpenForm> {
  const parser = parserOf(headers);
  const fields = new Map<string, string>();
  parser.on('field', (name, value, nameCut, valueCut) => {
    if (nameCut || valueCut)
      fail(new BrokenForm(`The field ${name.slice(0, 64)} is longer than a field may be.`));
    else fields.set(name, value);
  });

  let file: { field: string; stream: Readable } | null = null;
  let fail: (error: Error) => void = () => undefined;
  let reached: () => void = () => undefined;
  const atFile = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const failed = new Promise<never>((_, reject) => {
    fail = (error) => {
      file?.stream.destroy(error);
      reject(error);
    };
  });
  failed.catch(() => undefined);
  const finished = new Promise<void>((resolve) => parser.once('finish', () => resolve()));

  parser.on('file', (field, stream) => {
    if (file !== null) {
      stream.resume();
      fail(new BrokenForm('The form holds more than one file. Send one file a request.'));
      return;
    }
    stream.on('error', () => undefined);
    file = { field, stream };
    reached();
  });
  parser.once('error', (error) => fail(new BrokenForm(sentenceOf(error))));
  parser.once('fieldsLimit', () => fail(new BrokenForm('The form has too many fields.')));
  body.once('error', () => fail(new BrokenForm('The connection broke before the whole form had arrived.')));
  body.once('close', () => {
    if (!body.readableEnded) fail(new BrokenForm('The connection broke before the whole form had arrived.'));
  });
  body.pipe(parser);

  await Promise.race([atFile, finished, failed]);
  return { fields, file, ended: () => Promise.race([finished, failed]) };
}

function parserOf(headers: IncomingHttpHeaders): BusboyInstance {
  try {
    return new Busboy({
      headers: headers as BusboyHeaders,
      // A 1 MiB high-water mark lets the file stream run ahead of the engine without many turns.
      fileHwm: 1024 * 1024,
      limits: {
        fieldNameSize: 256,
        fieldSize: limits.form_field_bytes_max,
        fields: limits.form_fields_max,
        headerPairs: 64,
      },
    });
  } catch (error) {
    throw new BrokenForm(sentenceOf(error), { cause: error });
  }
}

function sentenceOf(error: unknown): string {
  const text = error instanceof Error ? error.message : 'unknown trouble';
  return `The body is not a complete multipart form (${text}).`;
}
