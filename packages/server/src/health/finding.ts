/** One thing that was looked at. */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warn' | 'fail';
  /** What was found, as a sentence. */
  readonly say: string;
  /** What to do about it; null: nothing. */
  readonly todo: string | null;
}

export function ok(what: string, say: string): Finding {
  return { what, state: 'ok', say, todo: null };
}

export function warn(what: string, say: string, todo: string): Finding {
  return { what, state: 'warn', say, todo };
}

export function fail(what: string, say: string, todo: string): Finding {
  return { what, state: 'fail', say, todo };
}

/** A look that cannot be finished is a finding itself. The error is not quoted: it may hold a statement. */
export async function looked(
  what: string,
  look: () => Promise<readonly Finding[]>,
): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    const kind = (error as NodeJS.ErrnoException).code ?? (error as Error).name;
    return [fail(what, `It could not be looked at (${kind}).`, 'See the log of the server.')];
  }
}

export function megabytes(byteCount: number): string {
  return `${Math.round(byteCount / 1e6).toLocaleString('en-US')} MB`;
}
