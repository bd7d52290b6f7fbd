import type { IncomingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { Busboy, type BusboyHeaders } from '@fastify/busboy';
import { limits } from '@kindred/contract';
import { weighReceived } from '../../kernel/received-bytes.ts';
import {
  entriesMax,
  type FormEntries,
  formValues,
  GraphError,
  jsonValues,
  parseJson,
  parseUrlEncoded,
  type RawValue,
} from '../wire/index.ts';

/** The parameters of a body, by the type that it says it has; one without a type is read as a form. */
export async function readBody(
  bytes: Buffer | null,
  headers: IncomingHttpHeaders,
): Promise<ReadonlyMap<string, RawValue>> {
  if (bytes === null || bytes.length === 0) return new Map();
  weighReceived(bytes.length);
  const type = (headers['content-type'] ?? '').toLowerCase();
  if (type.startsWith('multipart/form-data')) return formValues(await readMultipart(bytes, headers));
  const text = withoutMark(bytes.toString('utf8')).trim();
  // Many a client says the same type of all that it sends, so what cannot be JSON is a form, and the other way round.
  const isJson = type.includes('json') ? !formStart.test(text) : text.startsWith('{');
  return isJson && text !== '' ? jsonValues(readJson(text)) : formValues(parseUrlEncoded(text));
}

/** A name and its value, with which no JSON begins. */
const formStart = /^[\w.%[\]-]+=/;

/** Some editors and runtimes put a byte order mark in front of all that they write. */
function withoutMark(text: string): string {
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    throw GraphError.of('body_not_json');
  }
}

/** The fields of a form. Files are read as fields too: some clients attach the payload as one. */
function readMultipart(bytes: Buffer, headers: IncomingHttpHeaders): Promise<FormEntries> {
  return new Promise((resolve, reject) => {
    const refuse = () => reject(GraphError.of('form_incomplete'));
    let parser: InstanceType<typeof Busboy>;
    try {
      parser = new Busboy({
        headers: headers as BusboyHeaders,
        limits: {
          fieldSize: limits.graph_body_bytes_max,
          parts: entriesMax,
          fileSize: limits.graph_body_bytes_max,
        },
      });
    } catch {
      refuse();
      return;
    }
    const entries: [string, string][] = [];
    // A part without a name comes without one, whatever the types say.
    const add = (name: string | undefined, value: string) => {
      if (name !== undefined) entries.push([name, value]);
    };
    parser.on('field', (name, value) => add(name, value));
    parser.on('file', (name, stream) => {
      const pieces: Buffer[] = [];
      stream.on('data', (piece: Buffer) => void pieces.push(piece));
      stream.once('end', () => add(name, withoutMark(Buffer.concat(pieces).toString('utf8'))));
      stream.once('error', refuse);
    });
    // What is behind the limit would be missing from the rows without anybody being told.
    parser.once('partsLimit', () => reject(GraphError.of('params_too_many', { max: entriesMax })));
    parser.once('error', refuse);
    parser.once('finish', () => resolve(entries));
    Readable.from([bytes]).pipe(parser);
  });
}
