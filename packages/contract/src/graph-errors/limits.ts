import type { GraphErrorRow } from './row.ts';

/** What is said when a budget is spent. Never 429: clients look for the code. */
export const limitErrors = {
  app_limited: {
    code: 4,
    status: 400,
    transient: true,
    message: '(#4) Application request limit reached',
    say: 'The app has spent its budget for the hour; `X-App-Usage` tells how it stands. Wait, and send the request again.',
  },
  account_score_reached: {
    code: 17,
    subcode: 2446079,
    status: 400,
    transient: true,
    message: '(#17) User request limit reached',
    say: 'Too many requests brought people to this ad account in five minutes; `X-Ad-Account-Usage` tells how it stands. Wait, and send more rows in each request.',
  },
  account_limited: {
    code: 80003,
    subcode: 2446079,
    status: 400,
    // The answers that were reported leave `is_transient` out.
    plain: true,
    message:
      '(#80003) There have been too many calls to this ad-account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting#custom-audience.',
    say: 'The ad account has spent its budget for the hour. Wait as many minutes as `estimated_time_to_regain_access` in `X-Business-Use-Case-Usage` says, and send the request again; it has not run. [Rate limits](operating.md#rate-limits).',
  },
} as const satisfies Readonly<Record<string, GraphErrorRow>>;
