/**
 * What Base64 has beside letters and digits, and Z itself, as recorded cursors write it: they hold only letters and
 * digits, because the PHP client takes `paging.next` apart at every `=`.
 */
const escapes: Readonly<Record<string, string>> = { Z: 'ZA', '+': 'ZB', '/': 'ZC', '=': 'ZD' };
const meanings: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(escapes).map(([meaning, written]) => [written, meaning]),
);

/** A paging cursor for these bytes, or for the UTF-8 of a text. */
export function encodeCursor(bytes: Buffer | string): string {
  const base64 = Buffer.from(bytes).toString('base64');
  return base64.replace(/[Z+/=]/g, (character) => escapes[character] ?? character);
}

/** The text in a cursor; null for what encodeCursor does not write, or when the bytes are no text. */
export function decodeCursor(text: string): string | null {
  const base64 = text.replace(/Z[A-D]/g, (written) => meanings[written] ?? written);
  const bytes = Buffer.from(base64, 'base64');
  const decoded = bytes.toString('utf8');
  return decoded !== '' && encodeCursor(decoded) === text ? decoded : null;
}
