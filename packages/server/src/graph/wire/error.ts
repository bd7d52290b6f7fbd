/** What a Graph error says beside its message (specification 5.1). */
export interface GraphErrorDetail {
  readonly type?: 'OAuthException' | 'GraphMethodException';
  readonly code: number;
  readonly subcode?: number;
  readonly status?: number;
  readonly transient?: boolean;
  readonly userTitle?: string;
  readonly userMessage?: string;
  readonly errorData?: unknown;
  /** Errors about the token itself leave `is_transient` out, as recorded. */
  readonly plain?: boolean;
}

/** A refusal in the form of the Graph API. The message is what clients match on, to the letter. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly detail: GraphErrorDetail;

  constructor(message: string, detail: GraphErrorDetail) {
    super(message);
    this.detail = detail;
  }

  get status(): number {
    return this.detail.status ?? 400;
  }
}

/** (#100): a parameter is missing or cannot be used. */
export function invalidParameter(message: string): GraphError {
  return new GraphError(`(#100) ${message}`, { code: 100 });
}
