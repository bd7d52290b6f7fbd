/** A mistake of whoever runs the server. The message is a sentence that says what to do; no stack is shown. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
