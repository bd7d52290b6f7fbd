import { workerData } from 'node:worker_threads';
import { type School, schoolOf, type Task } from '../model/index.ts';
import { answers, doOpenTasks, type SecondThreadAnswer, type SecondThreadInput } from './second-thread.ts';

/** The second thread: a list of tasks in, what it did of them out. */
const { set, options, port, shared } = workerData as SecondThreadInput;
let school: School | null = null;
port.on('message', (tasks: readonly Task[]) => {
  port.postMessage(answerTo(tasks));
  Atomics.add(shared, answers, 1);
  Atomics.notify(shared, answers);
});

function answerTo(tasks: readonly Task[]): SecondThreadAnswer {
  try {
    school ??= schoolOf(set, options);
    return { done: doOpenTasks(shared, school, tasks) };
  } catch (error) {
    return { error: String(error) };
  }
}
