import { type GraphError, graphJson } from '../wire/index.ts';
import type { OperationAnswer } from './batch.ts';

/** An error as the answer of an operation, its keys in the order that was recorded. */
export function answerOfError(error: GraphError): OperationAnswer {
  const { detail } = error;
  const body = {
    message: error.message,
    type: detail.type ?? 'OAuthException',
    code: detail.code,
    // JSON leaves out what is undefined.
    error_data: detail.errorData,
    error_subcode: detail.subcode,
    is_transient: detail.plain === true ? undefined : (detail.transient ?? false),
    error_user_title: detail.userTitle,
    error_user_msg: detail.userMessage,
  };
  return {
    status: error.status,
    headers: { 'Content-Type': 'application/json' },
    text: graphJson({ error: body }),
  };
}
