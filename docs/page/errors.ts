import { errors, importRejects, rejectReasons } from '@kindred/contract';

const made = '<!-- Made by `npm run docs` from the tables in packages/contract. Change them there. -->';

/** docs/errors.md: what every error answer and every reason of rejection means. */
export function errorsPage(): string {
  const codes = Object.entries(errors).map(
    ([code, { status, say }]) => `### ${code}\n\nHTTP ${status}. ${say}`,
  );
  const reasons = Object.entries(rejectReasons).map(([reason, { say }]) => `### ${reason}\n\n${say}`);
  return `${[
    '# Errors',
    made,
    'Every error answer of every call has the same body. `code` is for programs and never changes; `message` is for people; `details` names the parameter or the limit; `docs_url` leads to the entry below, on a page that the server itself serves; `request_id` is also in the header `X-Request-Id` and in the log of the server.',
    example(),
    '## Codes',
    ...codes,
    '## Reasons of rejection',
    'A line that cannot be used never fails its file. It is counted in `rejected_by_reason` of the upload, and the first hundred are shown in `rejected_samples` with their line number and shape: letters as `x`, digits as `9`, of what may be a hash not even that.',
    ...reasons,
    '## Reasons of an import of people',
    'What of a population file was not taken: the whole row, or an identifier of a person who was taken without it.',
    ['| reason | refused | |', '|---|---|---|', ...importReasons()].join('\n'),
  ].join('\n\n')}\n`;
}

function importReasons(): string[] {
  return Object.entries(importRejects).map(
    ([reason, reject]) => `| \`${reason}\` | the ${reject.of} | ${reject.say} |`,
  );
}

function example(): string {
  const code = 'parameter_invalid';
  const body = {
    error: {
      code,
      message: errors[code].say,
      details: { parameter: 'fb_ad_account_id', problem: 'must be a number' },
      docs_url: `http://127.0.0.1:8080/docs/errors#${code}`,
      request_id: '7d0f6b0e-5a0c-4a52-9d2b-6d1f0a3c9b1e',
    },
  };
  return `\`\`\`json\n${JSON.stringify(body, null, 2)}\n\`\`\``;
}
