import { errorBody, type GraphError, graphJson } from '../wire/index.ts';
import type { OperationAnswer } from './batch.ts';

/** An error as the answer of an operation. */
export function answerOfError(error: GraphError): OperationAnswer {
  return {
    status: error.status,
    headers: { 'Content-Type': 'application/json' },
    text: graphJson(errorBody(error)),
  };
}
