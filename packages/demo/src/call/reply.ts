export interface Reply {
  readonly status: number;
  /** The first line, such as `HTTP/1.1 201 Created`. */
  readonly statusLine: string;
  /** By name in small letters. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Reads what `curl -i` prints. Heads of interim answers (100 Continue) come first and are passed over. */
export function readReply(text: string): Reply {
  let rest = text;
  for (;;) {
    const end = rest.indexOf('\r\n\r\n');
    const head = end === -1 ? rest : rest.slice(0, end);
    const body = end === -1 ? '' : rest.slice(end + 4);
    const [statusLine = '', ...lines] = head.split('\r\n');
    const status = Number(/^HTTP\/[\d.]+ (\d{3})/.exec(statusLine)?.[1] ?? 0);
    if (status === 0) throw new Error(`This is not an HTTP answer: ${text.slice(0, 80)}`);
    if (status >= 200) return { status, statusLine, headers: headersIn(lines), body };
    rest = body;
  }
}

function headersIn(lines: readonly string[]): Map<string, string> {
  return new Map(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
}

/** The answer as the documents show it: a status line, and the body set out over several lines. */
export function replyText(reply: Reply): string {
  const shown = reply.body === '' ? '' : `\n${JSON.stringify(JSON.parse(reply.body), null, 2)}`;
  return `${reply.statusLine}${shown}`;
}
