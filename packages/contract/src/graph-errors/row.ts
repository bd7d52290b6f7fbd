/** One refusal of the Graph API. Texts hold `{name}` where a value stands that only the moment knows. */
export interface GraphErrorRow {
  readonly code: number;
  readonly subcode?: number;
  /** Of the answer, over HTTP and within a batch. */
  readonly status: number;
  /** OAuthException where none is named. */
  readonly type?: 'GraphMethodException';
  /** Whether the same request may succeed later. */
  readonly transient?: true;
  /** Errors about the token itself leave `is_transient` out, as recorded. */
  readonly plain?: true;
  /** What clients match on, to the letter. */
  readonly message: string;
  /** `error_user_title` and `error_user_msg`, which clients show to people. */
  readonly title?: string;
  readonly userMessage?: string;
  /** What the caller should do. It stands in the page of errors, not in the answer. */
  readonly say: string;
}

/** The names between braces in a text. */
type NamesIn<Text> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | NamesIn<Rest> : never;

/** What a row needs to be told before it can be sent. */
export type ValuesOf<Row> =
  | NamesIn<Row extends { readonly message: infer Text } ? Text : never>
  | NamesIn<Row extends { readonly userMessage: infer Text } ? Text : never>;
