import { Interrupted } from '../../failure.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Does work that has to be tidied up after. A signal breaks it off through its `AbortSignal`, and it ends as Interrupted
 * once it has tidied up.
 */
export async function interruptible<Result>(
  work: (stopped: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work(stopping.signal);
  } catch (error) {
    throw stopping.signal.aborted ? new Interrupted('It was broken off.', { cause: error }) : error;
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
