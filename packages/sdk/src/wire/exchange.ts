import { Unreachable } from './failure.ts';

/** The fetch of the web platform. Another one may be handed in, for proxies or for tests. */
export type Fetch = typeof globalThis.fetch;

export interface Sending {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Blob | FormData | undefined;
  /** Breaks the request off. */
  readonly signal?: AbortSignal | undefined;
}

export interface Received {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** Nobody answers a request of this API later than this. */
const answerMsMax = 10 * 60_000;

/** One request and its whole answer. Throws Unreachable where none comes, and the signal's reason where it breaks it off. */
export async function exchange(sending: Sending, fetch: Fetch): Promise<Received> {
  return withAnswer(sending, fetch, async (response) => ({
    status: response.status,
    headers: response.headers,
    text: await response.text(),
  }));
}

/** Hands the answer on as it is, so that its body can be read piece by piece. */
export function open(sending: Sending, fetch: Fetch): Promise<Response> {
  return withAnswer(sending, fetch, async (response) => response);
}

async function withAnswer<Result>(
  { url, signal, body, ...rest }: Sending,
  fetch: Fetch,
  read: (response: Response) => Promise<Result>,
): Promise<Result> {
  const late = AbortSignal.timeout(answerMsMax);
  const ends = signal === undefined ? late : AbortSignal.any([signal, late]);
  try {
    const init = body === undefined ? rest : { ...rest, body };
    return await read(await fetch(url, { ...init, signal: ends, redirect: 'error' }));
  } catch (error) {
    if (signal?.aborted === true) throw signal.reason;
    throw new Unreachable(`The server at ${url.origin} was not reached: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNRESET: 'the connection was closed before the answer came',
  UND_ERR_SOCKET: 'the connection was closed before the answer came',
  EPIPE: 'the connection was closed while bytes were being sent',
  ETIMEDOUT: 'the host did not answer in time',
};

/** Browsers tell no more than that it failed; Node tells why in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the request failed';
  if (error.name === 'TimeoutError') return 'the host did not answer in time';
  const { cause } = error as { cause?: { code?: string; message?: string; errors?: { code?: string }[] } };
  const code = cause?.code ?? cause?.errors?.[0]?.code ?? '';
  return reasons[code] ?? cause?.message ?? error.message;
}
