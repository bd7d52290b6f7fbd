import {
  type GraphErrorKey,
  type GraphErrorRow,
  type GraphErrorValues,
  graphErrors,
} from '@kindred/contract';

/** The values of a row, or nothing for one without any. */
type Told<Key extends GraphErrorKey> = keyof GraphErrorValues<Key> extends never
  ? []
  : [values: GraphErrorValues<Key>];

/** A refusal in the form of the Graph API: a row of the table, with its values. There is no other way to make one. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly key: GraphErrorKey;
  readonly row: GraphErrorRow;
  readonly userMessage: string | undefined;

  private constructor(key: GraphErrorKey, values: Readonly<Record<string, string | number>>) {
    const row: GraphErrorRow = graphErrors[key];
    super(filled(row.message, values));
    this.key = key;
    this.row = row;
    this.userMessage = row.userMessage === undefined ? undefined : filled(row.userMessage, values);
  }

  get status(): number {
    return this.row.status;
  }

  /** Values name parameters and limits, and repeat what the caller wrote; they never hold a person's data. */
  static of<Key extends GraphErrorKey>(key: Key, ...[values]: Told<Key>): GraphError {
    return new GraphError(key, values ?? {});
  }
}

/** In one pass: what stands in braces in a value stays as it is. */
function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (written, name: string) => String(values[name] ?? written));
}

/** The body of a refusal, its keys in the recorded order (specification 5.1). JSON leaves out what is undefined. */
export function errorBody({ message, row, userMessage }: GraphError, requestId?: string): object {
  return {
    error: {
      message,
      type: row.type ?? 'OAuthException',
      code: row.code,
      error_subcode: row.subcode,
      is_transient: row.plain === true ? undefined : (row.transient ?? false),
      error_user_title: row.title,
      error_user_msg: userMessage,
      fbtrace_id: requestId,
    },
  };
}

/** (#100): a parameter that cannot be used, and the rule that it breaks: `be an integer`. */
export function invalidParameter(name: string, rule: string): GraphError {
  return GraphError.of('param_invalid', { name, rule });
}
