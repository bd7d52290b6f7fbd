import type { GraphAnswer, GraphError } from '../wire/index.ts';

/** An error in the recorded form and order of keys (specification 5.1). */
export function errorAnswer(error: GraphError, requestId: string): GraphAnswer {
  const { detail, message } = error;
  const body = {
    error: {
      message,
      type: detail.type ?? 'OAuthException',
      code: detail.code,
      ...(detail.errorData === undefined ? {} : { error_data: detail.errorData }),
      ...(detail.subcode === undefined ? {} : { error_subcode: detail.subcode }),
      ...(detail.plain === true ? {} : { is_transient: detail.transient ?? false }),
      ...(detail.userTitle === undefined ? {} : { error_user_title: detail.userTitle }),
      ...(detail.userMessage === undefined ? {} : { error_user_msg: detail.userMessage }),
      fbtrace_id: requestId,
    },
  };
  const kind = kindOf(detail.code);
  return {
    status: error.status,
    body,
    headers: {
      'cache-control': 'no-store',
      'www-authenticate': `OAuth "Facebook Platform" "${kind}" "${headerText(message)}"`,
    },
  };
}

function kindOf(code: number): string {
  if (code === 190 || code === 104) return 'invalid_token';
  return code === 803 ? 'not_found' : 'invalid_request';
}

/** A header holds printable ASCII without quotes, whatever a caller put into a message. */
function headerText(message: string): string {
  return message
    .replace(/[^ -~]/g, '?')
    .replace(/["\\]/g, "'")
    .slice(0, 500);
}
