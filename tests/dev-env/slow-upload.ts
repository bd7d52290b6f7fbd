import { PassThrough } from 'node:stream';
import { type Answer, exchange, type Headers } from './exchange.ts';

/** An upload whose body is held open: the request is in flight until `finish` or `breakOff`. */
export interface SlowUpload {
  readonly answer: Promise<Answer>;
  /** Sends more bytes of the file. */
  readonly write: (bytes: Buffer | string) => void;
  /** Sends the end of the form. */
  readonly finish: () => void;
  /** Tears the connection down. */
  readonly breakOff: () => void;
}

const boundary = 'slow-upload-boundary';

export interface SlowUploadOptions {
  readonly url: string;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly headers: Headers;
  readonly fields: Readonly<Record<string, string>>;
}

/** Sends the fields and the head of the file, and then only what it is told to. */
export function slowUpload(options: SlowUploadOptions): SlowUpload {
  const body = new PassThrough();
  body.write(headOf(options.fields));
  const answer = exchange(options.url, {
    method: options.method,
    path: options.path,
    headers: { ...options.headers, 'content-type': `multipart/form-data; boundary=${boundary}` },
    body,
  });
  answer.catch(() => undefined);
  return {
    answer,
    write: (bytes) => void body.write(bytes),
    finish: () => void body.end(`\r\n--${boundary}--\r\n`),
    breakOff: () => void body.destroy(new Error('broken off')),
  };
}

function headOf(fields: Readonly<Record<string, string>>): string {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return (
    parts.join('') +
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="people.txt"\r\n` +
    'Content-Type: text/plain\r\n\r\n'
  );
}
