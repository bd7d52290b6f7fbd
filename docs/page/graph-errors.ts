import { type GraphErrorRow, graphErrors } from '@kindred/contract';

const made = '<!-- Made by `npm run docs` from the table in packages/contract. Change it there. -->';

/** docs/graph-errors.md: every error that the Graph API answers with, in the order of codes. */
export function graphErrorsPage(): string {
  const rows: readonly GraphErrorRow[] = Object.values(graphErrors);
  const byCode = rows.toSorted((a, b) => a.code - b.code || (a.subcode ?? 0) - (b.subcode ?? 0));
  return `${[
    '# Errors of the Graph API',
    made,
    'Every refusal has the form that clients of Meta know. `code` and `error_subcode` are for programs; `message` is what many clients match on, to the letter; `error_user_title` and `error_user_msg` are for people and stand only where the table has them. `is_transient` says that the same request may succeed later. `fbtrace_id` is also in the headers `x-fb-request-id` and `X-Request-Id`, and it is the `reqId` of every line that the log of the server has about the request.',
    example(),
    'In the table, `{words}` in braces stand for what is known only at the moment. The type is `OAuthException` where none is named. An operation of a batch is refused in the same way, with its status as `code` of its item.',
    ['| code | HTTP | message | what to do |', '|---|---|---|---|', ...byCode.map(lineOf)].join('\n'),
    'The errors of the Audience API are on [a page of their own](errors.md).',
  ].join('\n\n')}\n`;
}

function lineOf({
  code,
  subcode,
  status,
  type,
  transient,
  message,
  title,
  userMessage,
  say,
}: GraphErrorRow): string {
  const codes = subcode === undefined ? `${code}` : `${code}/${subcode}`;
  const texts = [
    inCode(message),
    ...(type === undefined ? [] : [`type ${inCode(type)}`]),
    ...(transient === true ? ['transient'] : []),
    ...(title === undefined ? [] : [`title ${inCode(title)}`]),
    ...(userMessage === undefined ? [] : [`for people: ${userMessage}`]),
  ];
  return `| ${codes} | ${status} | ${texts.join('<br>')} | ${say} |`;
}

/** A bar would end the cell, also within code. */
function inCode(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

function example(): string {
  const row = graphErrors.session_finished;
  const body = {
    error: {
      message: row.message,
      type: 'OAuthException',
      code: row.code,
      error_subcode: row.subcode,
      is_transient: false,
      error_user_title: row.title,
      error_user_msg: row.userMessage,
      fbtrace_id: 'AYRSIzPUhaJ0BJoJibATFrL',
    },
  };
  return `\`\`\`json\n${JSON.stringify(body, null, 2)}\n\`\`\``;
}
