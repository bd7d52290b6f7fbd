import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UploadReport } from '@kindred/contract';
import { appliedUpload, emailHashes, updateAudience } from '../dev-env/index.ts';
import { carryOut } from './client.ts';
import { audiencesOf, type Remains, remainsOf, settledReports } from './ending.ts';
import { replay } from './model.ts';
import type { TaskRecord } from './task.ts';
import type { World } from './world.ts';

const erasingMs = 3000;
const looksMax = 8;

export interface Stage {
  readonly world: World;
  readonly token: string;
  readonly accountId: number;
  /** Audiences that were there before the first kill, each made with an empty file. */
  readonly audiences: readonly number[];
}

export interface Verdict {
  readonly applied: number;
  readonly aborted: number;
  readonly unanswered: number;
  /** Of the tasks that were never answered, those that had been accepted nevertheless. */
  readonly unansweredApplied: number;
  readonly retried: number;
  /** Of these, answered from what was kept: the first try had been accepted, and its answer got lost. */
  readonly replayed: number;
}

/** Compares what is there with what clients were told. Throws an AssertionError for every difference. */
export async function verify(stage: Stage, records: readonly TaskRecord[]): Promise<Verdict> {
  const { world, accountId, token } = stage;
  const { operator } = world.server;
  const early = appliedIds(await settledReports(operator, await audiencesOf(operator, accountId)));
  const answered = records.filter((record) => record.answer !== null);
  for (const { task, answer } of answered) {
    assert.ok(
      early.has(answer?.uploadId ?? -1),
      `${task.key} was answered, but upload ${answer?.uploadId} is not applied`,
    );
  }
  // Who got no answer asks once more: a kept answer names the upload that was accepted then.
  const asked: TaskRecord[] = [];
  for (const { task, firstSentMs, tries, answer } of records) {
    if (answer !== null) continue;
    const again = await carryOut(world, token, accountId, { ...task, givesUp: false });
    asked.push({ ...again, firstSentMs, tries });
  }
  const all = [...answered, ...asked];
  const reports = await settledReports(operator, await audiencesOf(operator, accountId));
  assertOneUploadATask(all, reports, early, asked);
  await world.server.stop();
  const remains = await remainsOf(world.server);
  assertNothingIsLeft(world, remains);
  assertOrder(remains, all);
  await world.rise();
  await assertMembers(stage, remains, all, reports);
  await assertRunsEnd(world);
  return {
    applied: reports.filter(({ state }) => state === 'applied').length,
    aborted: reports.filter(({ state }) => state === 'aborted').length,
    unanswered: asked.length,
    unansweredApplied: asked.filter(({ answer }) => early.has(answer?.uploadId ?? -1)).length,
    retried: records.filter(({ tries }) => tries > 1).length,
    replayed: records.filter(({ answer }) => answer?.replayed === true).length,
  };
}

function appliedIds(reports: readonly UploadReport[]): ReadonlySet<number> {
  return new Set(reports.filter(({ state }) => state === 'applied').map(({ id }) => id));
}

/** Every applied upload is that of exactly one task, and every task has exactly one. */
function assertOneUploadATask(
  all: readonly TaskRecord[],
  reports: readonly UploadReport[],
  early: ReadonlySet<number>,
  asked: readonly TaskRecord[],
): void {
  const owned = all.map(({ answer }) => answer?.uploadId ?? -1);
  assert.equal(new Set(owned).size, owned.length, 'two tasks were told of the same upload');
  assert.deepEqual(
    reports
      .filter(({ state }) => state !== 'applied' && state !== 'aborted')
      .map(({ id, state }) => [id, state]),
    [],
  );
  const first = new Map<number, number>();
  for (const { id, audience_id: audience } of reports) {
    if (audience !== null) first.set(audience, Math.min(first.get(audience) ?? id, id));
  }
  const made = new Set(
    all.filter(({ task }) => task.audienceId === null).map(({ answer }) => answer?.audienceId),
  );
  const empty = [...first].filter(([audience]) => !made.has(audience)).map(([, id]) => id);
  const unowned = [...appliedIds(reports)].filter((id) => !owned.includes(id) && !empty.includes(id));
  assert.deepEqual(unowned, [], 'uploads were applied that no task knows of');
  const late = asked.filter(({ answer }) => !early.has(answer?.uploadId ?? -1));
  assert.ok(late.every(({ answer }) => appliedIds(reports).has(answer?.uploadId ?? -1)));
}

function assertNothingIsLeft(world: World, remains: Remains): void {
  assert.equal(remains.receiving, 0, 'uploads are still in the works');
  assert.equal(remains.stagedRows, 0, 'rows are left in the stage');
  const spool = join(world.server.dataDir, 'spool');
  assert.deepEqual(existsSync(spool) ? readdirSync(spool) : [], [], 'files are left in the spool');
}

/** Rows of runs that died are erased in the background, a while after the uploads are applied. */
async function assertRunsEnd(world: World): Promise<void> {
  for (let look = 1; ; look += 1) {
    await sleep(erasingMs);
    await world.server.stop();
    const { openRuns, deadRows } = await remainsOf(world.server);
    if (openRuns === 0 && deadRows === 0) return;
    assert.ok(look < looksMax, `${openRuns} runs that died, with ${deadRows} rows, were not erased`);
    await world.server.start();
  }
}

/** What was answered before something else was sent stands before it. */
function assertOrder({ order }: Remains, all: readonly TaskRecord[]): void {
  const placeOf = new Map(order.map((row) => [row.id, row.place]));
  for (const [audience, tasks] of Map.groupBy(all, ({ answer }) => answer?.audienceId)) {
    for (const earlier of tasks) {
      for (const later of tasks) {
        if ((earlier.answer?.atMs ?? 0) >= later.firstSentMs) continue;
        const [first, second] = [earlier, later].map(
          ({ answer }) => placeOf.get(answer?.uploadId ?? -1) ?? -1,
        );
        assert.ok(
          (first ?? 0) < (second ?? 0),
          `audience ${audience}: ${earlier.task.key} was answered before ${later.task.key} was sent, but applied after it`,
        );
      }
    }
  }
}

async function assertMembers(
  stage: Stage,
  { order }: Remains,
  all: readonly TaskRecord[],
  reports: readonly UploadReport[],
): Promise<void> {
  const taskOf = new Map(all.map((record) => [record.answer?.uploadId, record.task]));
  const reportOf = new Map(reports.map((report) => [report.id, report]));
  for (const [audienceId, rows] of Map.groupBy(order, (row) => row.audience_id)) {
    const places = rows.map(({ place }) => place);
    assert.deepEqual(
      places,
      places.map((_, index) => index + 1),
      `places of audience ${audienceId}`,
    );
    const steps = rows.flatMap(({ id }) => {
      const [task, report] = [taskOf.get(id), reportOf.get(id)];
      return task === undefined || report === undefined ? [] : [{ task, report }];
    });
    await assertExactly(stage, audienceId, replay(steps));
  }
}

/** Takes the members of the model out: all of them were in, and nobody is left. */
async function assertExactly(stage: Stage, audienceId: number, members: ReadonlySet<number>): Promise<void> {
  const { operator } = stage.world.server;
  const content = [...members].flatMap((number) => emailHashes(number, 1)).join('\n');
  const removal = await updateAudience(audienceId, 'remove', { client: operator, content });
  const rest = await updateAudience(audienceId, 'replace', { client: operator, content: '' });
  const removed = await appliedUpload(operator, removal.uploadId);
  const left = await appliedUpload(operator, rest.uploadId);
  assert.deepEqual(
    [removed.funnel.removed, left.funnel.removed],
    [members.size, 0],
    `members of ${audienceId}`,
  );
}
