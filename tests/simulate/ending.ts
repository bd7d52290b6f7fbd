import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UploadReport } from '@kindred/contract';
import type { Client, TestServer } from '../dev-env/index.ts';

const restMsMax = 90_000;

/** Reads every upload of these audiences, once nothing more becomes of any. */
export async function settledReports(
  client: Client,
  audiences: readonly number[],
): Promise<readonly UploadReport[]> {
  const endMs = performance.now() + restMsMax;
  for (;;) {
    const reports = (await Promise.all(audiences.map((id) => allUploads(client, id)))).flat();
    const open = reports.filter(({ state }) => ['receiving', 'staged', 'applying'].includes(state));
    if (open.length === 0) return reports;
    if (performance.now() > endMs) {
      const shown = open.map(({ id, state }) => `${id} ${state}`).join(', ');
      assert.fail(`after ${restMsMax} ms there are still uploads in the works: ${shown}`);
    }
    await sleep(250);
  }
}

async function allUploads(client: Client, audienceId: number): Promise<readonly UploadReport[]> {
  const all: UploadReport[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await client.get(`/custom_audiences/${audienceId}/uploads?page=${page}`);
    assert.equal(answer.status, 200, answer.text);
    const { uploads, meta } = answer.json<{ uploads: UploadReport[]; meta: { total: number } }>();
    all.push(...uploads);
    if (all.length >= meta.total || uploads.length === 0) return all;
  }
}

export async function audiencesOf(client: Client, accountId: number): Promise<readonly number[]> {
  const all: number[] = [];
  for (let page = 1; ; page += 1) {
    const answer = await client.get(`/custom_audiences?fb_ad_account_id=${accountId}&page=${page}`);
    const list = answer.json<{ custom_audiences: { id: number }[]; meta: { total: number } }>();
    all.push(...list.custom_audiences.map(({ id }) => id));
    if (all.length >= list.meta.total || list.custom_audiences.length === 0) return all;
  }
}

/** What the stores hold of uploads, when the server has ended. */
export interface Remains {
  /** Applied uploads of each audience, in the order of their acceptance. */
  readonly order: readonly { readonly id: number; readonly audience_id: number; readonly place: number }[];
  readonly receiving: number;
  readonly stagedRows: number;
  readonly openRuns: number;
  /** Rows of memberships that belong to no committed run. */
  readonly deadRows: number;
}

export async function remainsOf(server: TestServer): Promise<Remains> {
  const { control, column } = await server.stores({
    control: [
      {
        sql: "select id, audience_id, place from kindred.uploads where state = 'applied' order by audience_id, place",
      },
      {
        sql: "select count(*)::int as count from kindred.uploads where state in ('receiving', 'staged', 'applying')",
      },
      { sql: 'select id, state from kindred.runs' },
    ],
    column: [
      { sql: 'SELECT count() AS count FROM staged_rows' },
      { sql: 'SELECT run, count() AS count FROM memberships GROUP BY run' },
    ],
  });
  const runs = new Map((control[2] ?? []).map((row) => [Number(row['id']), row['state']]));
  const dead = (column[1] ?? []).filter((row) => runs.get(Number(row['run'])) !== 'committed');
  return {
    order: control[0] as unknown as Remains['order'],
    receiving: Number(control[1]?.[0]?.['count']),
    stagedRows: Number(column[0]?.[0]?.['count']),
    openRuns: [...runs.values()].filter((state) => state === 'open' || state === 'abandoned').length,
    deadRows: dead.reduce((sum, row) => sum + Number(row['count']), 0),
  };
}
