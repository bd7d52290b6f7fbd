import { basename } from 'node:path';
import type { Session } from '../session.ts';
import { type Answer, type Body, type FormField, fileBody, multipart } from '../wire/index.ts';

export interface FileCall {
  readonly path: string;
  readonly fields: readonly FormField[];
  readonly file: FileToSend;
}

/** A file by its name (`-`: standard input), or lines that were given otherwise. */
export type FileToSend = string | { readonly lines: readonly string[] };

/** Posts a file with these fields, and shows how far it is. */
export async function postFile(session: Session, call: FileCall): Promise<Answer> {
  const { name, body } = await bodyOf(call.file);
  const form = multipart({ fields: call.fields, file: { name: 'file', fileName: name, body } });
  const shown = session.progress({ label: `sending ${name}`, unit: 'bytes', total: form.byteCount });
  try {
    const onBytes = (byteCount: number) => shown.at(byteCount);
    return await session.client.upload('POST', call.path, { body: form, onBytes });
  } finally {
    shown.end();
  }
}

async function bodyOf(file: FileToSend): Promise<{ readonly name: string; readonly body: Body }> {
  if (typeof file === 'string') {
    const name = file === '-' ? 'standard input' : basename(file);
    return { name, body: await fileBody(file, 'text/plain') };
  }
  const bytes = Buffer.from(file.lines.map((line) => `${line}\n`).join(''));
  async function* pieces(): AsyncGenerator<Buffer> {
    yield bytes;
  }
  const body = { contentType: 'text/plain', byteCount: bytes.length, pieces: pieces() };
  return { name: `${file.lines.length} values`, body };
}
