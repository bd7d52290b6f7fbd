import { availableParallelism } from 'node:os';
import { type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import {
  type Crew,
  doTask,
  type Outcome,
  type School,
  type Task,
  type TrainingOptions,
  type TrainingSet,
} from '../model/index.ts';

/** What the second thread is given when it starts. */
export interface SecondThreadInput {
  readonly set: TrainingSet;
  readonly options: TrainingOptions;
  readonly port: MessagePort;
  readonly shared: Int32Array;
}

/** What it says of a list of tasks: those that it did, by their places; or what went wrong. */
export type SecondThreadAnswer = { readonly done: ReadonlyMap<number, Outcome> } | { readonly error: string };

/** Places in the memory that both threads see: the next task that nobody has taken, and how many lists were answered. */
export const nextTask = 0;
export const answers = 1;

/** No task takes a hundredth of it. A thread that died cannot say so to one that is busy. */
const patienceMs = 600_000;

/** A second thread that learns beside the one that trains, as long as there is a processor for it. */
export class SecondThread implements Disposable {
  readonly #worker: Worker;
  readonly #port: MessagePort;
  readonly #shared = new Int32Array(new SharedArrayBuffer(8));

  private constructor(set: TrainingSet, options: TrainingOptions) {
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    this.#worker = new Worker(new URL('./second.worker.ts', import.meta.url), {
      workerData: { set, options, port: port2, shared: this.#shared } satisfies SecondThreadInput,
      transferList: [port2],
    });
  }

  /** Null on a machine with one processor. */
  static start(set: TrainingSet, options: TrainingOptions): SecondThread | null {
    return availableParallelism() < 2 ? null : new SecondThread(set, options);
  }

  /** Both threads take tasks from one list, so neither waits while there are any. */
  crewWith(school: School): Crew {
    return (tasks) => {
      const answered = Atomics.load(this.#shared, answers);
      Atomics.store(this.#shared, nextTask, 0);
      this.#port.postMessage(tasks);
      const own = doOpenTasks(this.#shared, school, tasks);
      const theirs = this.#answerAfter(answered);
      return tasks.map((_, place) => (own.get(place) ?? theirs.get(place)) as Outcome);
    };
  }

  /** Waits without going back to the loop of events, because training is one long call. */
  #answerAfter(answered: number): ReadonlyMap<number, Outcome> {
    Atomics.wait(this.#shared, answers, answered, patienceMs);
    const received = receiveMessageOnPort(this.#port) as { message: SecondThreadAnswer } | undefined;
    const answer = received?.message ?? { error: 'it gave no answer' };
    if ('error' in answer) throw new Error(`the second thread that learns failed: ${answer.error}`);
    return answer.done;
  }

  [Symbol.dispose](): void {
    this.#port.close();
    void this.#worker.terminate();
  }
}

/** Does tasks of a list until all of it are taken; gives what was done by place. */
export function doOpenTasks(
  shared: Int32Array,
  school: School,
  tasks: readonly Task[],
): ReadonlyMap<number, Outcome> {
  const done = new Map<number, Outcome>();
  for (;;) {
    const place = Atomics.add(shared, nextTask, 1);
    const task = tasks[place];
    if (task === undefined) return done;
    done.set(place, doTask(school, task));
  }
}
