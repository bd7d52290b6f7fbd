import { PgBoss } from 'pg-boss';
import type { Control } from '../control/index.ts';

/**
 * A job only says "look here": what is to be done, and what was done, stands in the control store. So a job
 * that runs twice finds nothing to do, and one that was lost is sent again by `recover`.
 */
export interface Jobs {
  /** Declares who does the jobs of a queue. Before `start`. */
  handle<Data extends object>(queue: string, handler: Handler<Data>): void;
  /** Sends a job. It is picked up within milliseconds. */
  send(queue: string, data: object): Promise<void>;
  start(): Promise<void>;
  /** Lets running jobs end, for at most `waitMs`, and takes no new ones. */
  stop(waitMs: number): Promise<void>;
}

export interface Handler<Data> {
  readonly concurrency: number;
  readonly run: (data: Data) => Promise<void>;
}

export interface JobsOptions {
  readonly control: Control;
  readonly onError: (error: unknown, queue: string | null) => void;
}

const retries = { retryLimit: 50, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 } as const;
const expireInSeconds = 3 * 60 * 60;

/** Jobs on pg-boss, in the control store itself. */
export function createJobs(options: JobsOptions): Jobs {
  const boss = new PgBoss({
    ...options.control.jobStore,
    schema: 'kindred_jobs',
    useListenNotify: true,
    schedule: false,
  });
  const handlers = new Map<string, Handler<object>>();
  boss.on('error', (error) => options.onError(error, null));

  return {
    handle: (queue, handler) => {
      handlers.set(queue, handler as unknown as Handler<object>);
    },
    send: async (queue, data) => {
      // One that says the same and still waits will do: else those of a busy audience would crowd out the rest.
      await boss.send(queue, data, { ...retries, expireInSeconds, singletonKey: JSON.stringify(data) });
    },
    start: async () => {
      await boss.start();
      for (const [queue, handler] of handlers) {
        await boss.createQueue(queue, { notify: true, policy: 'short' });
        await workOn(boss, queue, handler, (error) => options.onError(error, queue));
      }
    },
    stop: async (waitMs) => {
      await boss.stop({ graceful: true, timeout: waitMs });
    },
  };
}

/**
 * A worker that has done a job sleeps until the next notification, and those that came meanwhile are lost on it:
 * so it is woken after each job, and looks every second for jobs that are to be tried again.
 */
async function workOn(
  boss: PgBoss,
  queue: string,
  handler: Handler<object>,
  onError: (error: unknown) => void,
): Promise<void> {
  const intervals = { pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 1 };
  let workId: string | null = null;
  workId = await boss.work(queue, { localConcurrency: handler.concurrency, ...intervals }, async (jobs) => {
    try {
      await runAll(jobs as readonly { readonly data: object }[], handler, onError);
    } finally {
      if (workId !== null) boss.notifyWorker(workId);
    }
  });
}

async function runAll(
  jobs: readonly { readonly data: object }[],
  handler: Handler<object>,
  onError: (error: unknown) => void,
): Promise<void> {
  for (const job of jobs) {
    try {
      await handler.run(job.data);
    } catch (error) {
      onError(error);
      throw error;
    }
  }
}
