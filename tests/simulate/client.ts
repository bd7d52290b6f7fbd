import { setTimeout as sleep } from 'node:timers/promises';
import { type Answer, exchange, fields, file, formOf, type Part } from '../dev-env/index.ts';
import type { Task, TaskRecord } from './task.ts';
import type { World } from './world.ts';

/** How long one task may stay without an answer while the server is killed again and again. */
const patienceMs = 120_000;

/** Sends a task until it is answered, or gives up after the first try if the task says so. */
export async function carryOut(
  world: World,
  token: string,
  accountId: number,
  task: Task,
): Promise<TaskRecord> {
  const firstSentMs = performance.now();
  for (let tries = 1; ; tries += 1) {
    await world.untilUp();
    const answer = await tryOnce(world, token, accountId, task);
    if (answer !== null && answer.status < 300) return recordOf(task, firstSentMs, tries, answer);
    if (answer !== null && !isPassing(answer)) {
      throw new Error(`${task.key} was refused with ${answer.status}: ${answer.text}`);
    }
    if (task.givesUp) return { task, firstSentMs, tries, answer: null };
    if (performance.now() - firstSentMs > patienceMs) {
      throw new Error(`${task.key} got no answer in ${patienceMs} ms, at last ${answer?.text ?? 'none'}`);
    }
    await sleep(answer === null ? 5 : 50);
  }
}

/** Null: the connection broke. */
async function tryOnce(world: World, token: string, accountId: number, task: Task): Promise<Answer | null> {
  const form = formOf([...partsOf(accountId, task), file(task.file.content)]);
  try {
    const answer = await exchange(world.server.url, {
      method: task.audienceId === null ? 'POST' : 'PUT',
      path: task.audienceId === null ? '/custom_audiences' : `/custom_audiences/${task.audienceId}`,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': form.contentType,
        'content-length': String(form.body.length),
        'idempotency-key': task.key,
      },
      body: drip(world, form.body, task),
    });
    world.happenings.emit('answered');
    return answer;
  } catch {
    return null;
  }
}

function partsOf(accountId: number, task: Task): Part[] {
  const common = { user_type: 'email_hash', fb_ad_account_id: String(accountId) };
  return fields(
    task.audienceId === null ? { ...common, name: task.key } : { ...common, operation: task.operation },
  );
}

async function* drip(world: World, body: Buffer, task: Task): AsyncGenerator<Buffer> {
  const pieceBytes = Math.ceil(body.length / task.pieces);
  for (let at = 0; at < body.length; at += pieceBytes) {
    if (at > 0) await sleep(task.pauseMs);
    world.happenings.emit('sending');
    yield body.subarray(at, at + pieceBytes);
  }
  world.happenings.emit('sent');
}

/** Refusals that a client waits out: the key is still held by the request that broke, or the server ends. */
function isPassing(answer: Answer): boolean {
  return answer.status === 409 || answer.status === 429 || answer.status === 503;
}

function recordOf(task: Task, firstSentMs: number, tries: number, answer: Answer): TaskRecord {
  const { fb_custom_audience: audience } = answer.json<{ fb_custom_audience: { id: number } }>();
  const uploadId = Number(answer.headers['x-upload-id']);
  const replayed = answer.headers['idempotency-replayed'] === 'true';
  const atMs = performance.now();
  return { task, firstSentMs, tries, answer: { uploadId, audienceId: audience.id, atMs, replayed } };
}
