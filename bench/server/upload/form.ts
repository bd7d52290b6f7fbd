/** The bytes around a file that make it the last part of a multipart/form-data body, after these fields. */
export function formAround(fields: Readonly<Record<string, string>>): {
  readonly before: Buffer;
  readonly after: Buffer;
  readonly contentType: string;
} {
  const boundary = 'kindred-bench-boundary-5c1f7a0e9d';
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const fileHead =
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="people.txt"\r\n` +
    'Content-Type: text/plain\r\n\r\n';
  return {
    before: Buffer.from(parts.join('') + fileHead),
    after: Buffer.from(`\r\n--${boundary}--\r\n`),
    contentType: `multipart/form-data; boundary=${boundary}`,
  };
}
