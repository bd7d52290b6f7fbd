import { Worker } from 'node:worker_threads';
import { Pool } from '../../kernel/pool.ts';
import type { Members } from '../members/members.ts';
import type { RawValue } from '../wire/index.ts';
import type { BodyRead, BodyToRead } from './body.ts';

/** What a body held: people, and the parameters beside them. */
export interface ReadBody {
  readonly members: Members;
  readonly values: ReadonlyMap<string, RawValue>;
}

/** Bodies below this size are read sooner than they are handed over. */
const bytesMin = 64 * 1024;

/**
 * Reads large bodies full of people in threads of their own: to parse and check 10 000 rows takes 8 ms, in which the thread
 * that answers would answer nobody. They start with the first such body.
 */
export class ReadingThreads implements AsyncDisposable {
  readonly #count: number;
  #threads: readonly Thread[] = [];
  #pool: Pool<Thread> | null = null;

  constructor(count: number) {
    this.#count = count;
  }

  /**
   * Null for a body that is small. One that is not as it should be comes back as it was: whoever reads it as usual says
   * what is wrong with it. A body that was read is gone.
   */
  async read(body: Buffer, contentType: string | undefined): Promise<ReadBody | Buffer | null> {
    if (body.length < bytesMin) return null;
    this.#pool ??= this.#start();
    const read = await this.#pool.use((thread) => thread.read({ bytes: wholeOf(body), contentType }));
    if (!('members' in read)) return Buffer.from(read.bytes.buffer);
    const { members, values, rowsBytes } = read;
    const rows = { ...members.rows, bytes: Buffer.from(rowsBytes.buffer) };
    return { values, members: { ...members, rows } };
  }

  #start(): Pool<Thread> {
    this.#threads = Array.from({ length: this.#count }, () => new Thread());
    return new Pool(this.#threads);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end()));
  }
}

/** A part of a larger buffer would take the whole of it along. */
function wholeOf(body: Buffer): Uint8Array<ArrayBuffer> {
  const { buffer } = body;
  const isWhole = buffer instanceof ArrayBuffer && buffer.byteLength === body.byteLength;
  return isWhole ? new Uint8Array(buffer) : Uint8Array.from(body);
}

/** Reads one body at a time. */
class Thread {
  #worker: Worker | null = null;

  read(body: BodyToRead): Promise<BodyRead> {
    this.#worker ??= this.#start();
    const worker = this.#worker;
    return new Promise<BodyRead>((resolve, reject) => {
      const ended = () => reject(new Error('the thread that reads bodies ended'));
      worker.once('exit', ended);
      worker.once('message', (read: BodyRead) => {
        worker.off('exit', ended);
        resolve(read);
      });
      worker.postMessage(body, [body.bytes.buffer]);
    });
  }

  async end(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./read.worker.ts', import.meta.url));
    // What went wrong is told by its end, and the next body gets another thread.
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      this.#worker = null;
    });
    worker.unref();
    return worker;
  }
}
