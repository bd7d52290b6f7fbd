/** What goes wrong with one request on its way to a server that is all right. */
export type Fault =
  /** The connection breaks: before the server saw the request, or after it has applied it. */
  | { readonly kind: 'cut'; readonly isApplied: boolean }
  /** Something else answers: instead of the server, or after the server has applied the request. */
  | { readonly kind: 'answer'; readonly isApplied: boolean; readonly answer: CannedAnswer }
  | { readonly kind: 'delay'; readonly waitMs: number }
  /** The answer comes in single bytes, so long after each other. */
  | { readonly kind: 'drip'; readonly waitMs: number }
  /** The server gets the request twice, the client one answer. */
  | { readonly kind: 'delivered twice' }
  /** The client gets the answer twice on the same connection. */
  | { readonly kind: 'answered twice' };

export interface CannedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

export function graphError(
  status: number,
  error: Readonly<Record<string, unknown>>,
  headers: Readonly<Record<string, string>> = {},
): CannedAnswer {
  const body = JSON.stringify({ error: { type: 'OAuthException', fbtrace_id: 'Amade', ...error } });
  return { status, headers: { 'content-type': 'application/json', ...headers }, body };
}

/** As front ends of platforms answer when nobody is behind them. */
export const htmlAnswer: CannedAnswer = {
  status: 502,
  headers: { 'content-type': 'text/html' },
  body: '<!DOCTYPE html><html><head><title>Facebook | Error</title></head><body>Sorry</body></html>',
};

export const failedAnswer = graphError(500, {
  message: 'An unexpected error has occurred. Please retry your request later.',
  code: 2,
  is_transient: true,
});

/** So many seconds of patience are asked for. */
export function throttledAnswer(accountId: string, seconds: number): CannedAnswer {
  const usage = {
    type: 'custom_audience',
    call_count: 100,
    total_cputime: 1,
    total_time: 1,
    estimated_time_to_regain_access: seconds / 60,
  };
  return graphError(
    400,
    {
      message: '(#80003) There have been too many calls to this ad-account. Wait a bit and try again.',
      code: 80003,
      error_subcode: 2446079,
    },
    { 'x-business-use-case-usage': JSON.stringify({ [accountId]: [usage] }) },
  );
}

export const expiredAnswer = graphError(400, {
  message: 'Error validating access token: Session has expired on Sunday, 22-Nov-26 00:00:00 PST.',
  code: 190,
  error_subcode: 463,
});

/** A removal would leave too few; as recorded. */
export const tooSmallAnswer = graphError(400, {
  message: 'Permissions error',
  code: 200,
  error_subcode: 1870047,
  is_transient: false,
  error_user_title: 'Audience Size too Low',
  error_user_msg: 'You cannot remove users from this audience because it will result in a low audience size.',
});
