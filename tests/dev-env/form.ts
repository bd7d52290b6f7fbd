import { randomBytes } from 'node:crypto';

/** A part of a multipart form, in the order in which it is sent. */
export interface Part {
  readonly name: string;
  readonly value: Buffer | string;
  /** Present: the part is a file. */
  readonly filename?: string;
  readonly type?: string;
}

export interface Form {
  readonly contentType: string;
  readonly body: Buffer;
}

/** Fields in their order; a value of null is left out. */
export function fields(values: Readonly<Record<string, string | null>>): Part[] {
  return Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

export function file(value: Buffer | string, filename = 'spending_users.csv'): Part {
  return { name: 'file', value, filename, type: 'text/plain' };
}

/** Writes a multipart/form-data body by hand, as RFC 7578 has it. */
export function formOf(parts: readonly Part[], boundary = randomBoundary()): Form {
  const pieces = parts.flatMap((part) => [
    Buffer.from(`--${boundary}\r\n${headOf(part)}\r\n\r\n`),
    Buffer.from(part.value),
    Buffer.from('\r\n'),
  ]);
  const body = Buffer.concat([...pieces, Buffer.from(`--${boundary}--\r\n`)]);
  return { contentType: `multipart/form-data; boundary=${boundary}`, body };
}

function headOf(part: Part): string {
  const disposition = `Content-Disposition: form-data; name="${part.name}"`;
  if (part.filename === undefined) return disposition;
  return `${disposition}; filename="${part.filename}"\r\nContent-Type: ${part.type ?? 'text/plain'}`;
}

function randomBoundary(): string {
  return `----------${randomBytes(11).toString('hex')}`;
}
