import { randomBytes } from 'node:crypto';
import type { Body } from './body.ts';

export interface FormField {
  readonly name: string;
  readonly value: string;
}

export interface FormFile {
  readonly name: string;
  readonly fileName: string;
  readonly body: Body;
}

export interface Form {
  readonly fields: readonly FormField[];
  readonly file: FormFile;
}

/**
 * A form as multipart/form-data (RFC 7578). Fields stand before the file, so that the server knows what the
 * lines are before the first one arrives; the file is passed through piece by piece and never held.
 */
export function multipart(form: Form, boundary = `kindred-${randomBytes(16).toString('hex')}`): Body {
  const head = Buffer.from(
    form.fields.map((field) => fieldText(field, boundary)).join('') + fileHead(form.file, boundary),
  );
  const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
  const fileBytes = form.file.body.byteCount;
  return {
    contentType: `multipart/form-data; boundary=${boundary}`,
    byteCount: fileBytes === null ? null : head.length + fileBytes + tail.length,
    pieces: framed(head, form.file.body.pieces, tail),
  };
}

async function* framed(head: Buffer, pieces: AsyncIterable<Buffer>, tail: Buffer): AsyncGenerator<Buffer> {
  yield head;
  yield* pieces;
  yield tail;
}

function fieldText(field: FormField, boundary: string): string {
  return (
    `--${boundary}\r\nContent-Disposition: form-data; name="${quotable(field.name)}"\r\n\r\n` +
    `${field.value}\r\n`
  );
}

function fileHead(file: FormFile, boundary: string): string {
  return (
    `--${boundary}\r\nContent-Disposition: form-data; name="${quotable(file.name)}"; ` +
    `filename="${quotable(file.fileName)}"\r\nContent-Type: ${file.body.contentType}\r\n\r\n`
  );
}

/** Escaped as browsers do (HTML standard, "multipart/form-data encoding algorithm"). */
function quotable(text: string): string {
  return text.replaceAll('\r', '%0D').replaceAll('\n', '%0A').replaceAll('"', '%22');
}
