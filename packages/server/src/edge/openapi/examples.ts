import type { Route } from '../route.ts';
import story from './examples.json' with { type: 'json' };
import type { Json } from './json.ts';

/** One call with its answer, as a new server gives it. */
export interface Example {
  /** Method and path of the route. */
  readonly call: string;
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  /** Text is a file of people, anything else JSON. */
  readonly body?: Json;
  readonly form?: Readonly<Record<string, string>>;
  /** The file of the form. */
  readonly file?: string;
  readonly status: number;
  /** Text is a file. */
  readonly answer?: Json;
}

/** Examples tell one story in their order, from the first import to an ad account at Meta; a test lives through it. */
export const examples = story as readonly Example[];

/** The first one: a call that the story makes again is shown as it was made first. */
export function exampleOf({ method, path }: Pick<Route, 'method' | 'path'>): Example | undefined {
  return examples.find(({ call }) => call === `${method} ${path}`);
}
