/** What the log says of a failure. */
export interface LoggableError {
  readonly type: string;
  readonly code: string | number | null;
  readonly message: string;
  /** Where it was thrown, without the message. */
  readonly at: readonly string[];
}

/**
 * An error as it may be logged. Messages of the column engine quote statements, parameters and cells, so
 * of these only the number and the name of the error are kept; of all others the first line.
 */
export function loggableError(error: unknown): LoggableError {
  if (!(error instanceof Error)) return { type: typeof error, code: null, message: '', at: [] };
  const { code, clickhouseCode } = error as { readonly code?: unknown; readonly clickhouseCode?: unknown };
  const isEngine = typeof code === 'string' && code.startsWith('CHDB');
  const number = typeof clickhouseCode === 'number' ? clickhouseCode : code;
  return {
    type: error.name,
    code: typeof number === 'string' || typeof number === 'number' ? number : null,
    message: isEngine ? engineErrorName(error.message) : firstLine(error.message),
    at: framesOf(error),
  };
}

/** ClickHouse ends its messages with the name of the error in brackets: `… (UNKNOWN_TABLE)`. */
function engineErrorName(message: string): string {
  return /\(([A-Z][A-Z_]{3,})\)/.exec(message)?.[1] ?? 'unnamed error of the column engine';
}

function firstLine(message: string): string {
  return (message.split('\n', 1)[0] ?? '').slice(0, 300);
}

function framesOf(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
}
