import { GraphError, parseJson } from '../wire/index.ts';
import { answerOfError } from './error-answer.ts';
import { inOrder } from './order.ts';
import type { BatchOperation } from './parse.ts';
import { codingOfBody, fillReferences } from './reference.ts';

/** What runs: an operation with values in the place of its references. */
export type OperationCall = Pick<BatchOperation, 'method' | 'relativeUrl' | 'body'>;

/** What an operation is answered, as if it had come by itself. */
export interface OperationAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, as JSON text. */
  readonly text: string;
}

export interface BatchOptions {
  readonly includeHeaders: boolean;
  /** How an error is answered; without it the answer has neither `fbtrace_id` nor the headers of other answers. */
  readonly answerError?: (error: GraphError) => OperationAnswer;
}

/** One item of the answer; null stands for a response that is left out, and for an operation that did not run. */
type Item = null | {
  readonly code: number;
  readonly headers?: readonly { readonly name: string; readonly value: string }[];
  readonly body: string;
};

/** By the names of operations that succeeded and that others depend on. */
type Responses = Map<string, unknown>;

/**
 * Runs operations one after another, each after those that it depends on, and gives their items in the order of the
 * request. No operation hurts its neighbours: a `GraphError` that `run` throws is its answer, and any other throw
 * becomes a temporary error (code 2); the one who hands in `run` logs it there.
 *
 * @throws GraphError (#100) only for operations that `parseBatch` would refuse, before any of them runs
 */
export async function runBatch(
  operations: readonly BatchOperation[],
  run: (operation: OperationCall) => Promise<OperationAnswer>,
  options: BatchOptions,
): Promise<Item[]> {
  const order = inOrder(operations);
  const needed = new Set(operations.flatMap(({ dependsOn }) => dependsOn));
  const responses: Responses = new Map();
  const answers = new Map<BatchOperation, OperationAnswer>();
  for (const operation of order) {
    if (!operation.dependsOn.every((name) => responses.has(name))) continue;
    const answer = await answerOf(operation, responses, run, options);
    answers.set(operation, answer);
    const { name } = operation;
    if (name !== null && needed.has(name) && succeeded(answer)) responses.set(name, parsed(answer.text));
  }
  return operations.map((operation) => {
    const answer = answers.get(operation);
    return answer === undefined || isOmitted(operation, responses) ? null : itemOf(answer, options);
  });
}

async function answerOf(
  operation: BatchOperation,
  responses: Responses,
  run: (operation: OperationCall) => Promise<OperationAnswer>,
  options: BatchOptions,
): Promise<OperationAnswer> {
  const { method, relativeUrl, body } = operation;
  try {
    return await run({
      method,
      relativeUrl: fillReferences(relativeUrl, 'percent', responses),
      body: body === null ? null : fillReferences(body, codingOfBody(body), responses),
    });
  } catch (error) {
    const answerError = options.answerError ?? answerOfError;
    return answerError(error instanceof GraphError ? error : GraphError.of('unavailable'));
  }
}

/** Below 400, as the SDKs have it: 304 is a success for them. */
function succeeded({ status }: OperationAnswer): boolean {
  return status < 400;
}

/** Undefined, in which every path finds nothing, for a body that is no JSON (304 has none). */
function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/**
 * Only what another operation depends on is left out. The SDK for Node names an operation after the audience that it
 * creates, and would send it again for a null.
 */
function isOmitted({ name, omitResponseOnSuccess }: BatchOperation, responses: Responses): boolean {
  return omitResponseOnSuccess && name !== null && responses.has(name);
}

function itemOf({ status, headers, text }: OperationAnswer, options: BatchOptions): Item {
  if (!options.includeHeaders) return { code: status, body: text };
  const listed = Object.entries(headers).map(([name, value]) => ({ name, value }));
  return { code: status, headers: listed, body: text };
}
