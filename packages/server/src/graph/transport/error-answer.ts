import { errorBody, type GraphAnswer, type GraphError } from '../wire/index.ts';

/** An error in the recorded form, with the challenge that recorded errors carry (specification 4.4). */
export function errorAnswer(error: GraphError, requestId: string): GraphAnswer {
  const kind = kindOf(error.row.code);
  return {
    status: error.status,
    body: errorBody(error, requestId),
    headers: {
      'cache-control': 'no-store',
      'www-authenticate': `OAuth "Facebook Platform" "${kind}" "${headerText(error.message)}"`,
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
