import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { UploadReport } from '@kindred/contract';
import { FaultProxy } from '../../dev-env/fault-proxy/index.ts';
import {
  appliedUpload,
  createAudience,
  TestServer,
  type Uploaded,
  updateAudience,
} from '../../dev-env/index.ts';
import { Random } from '../../dev-env/random.ts';
import { localIdOf } from '../../flow/graph/caller.ts';
import {
  assertRelayCloses,
  connect,
  openRemoteShop,
  peopleThere,
  type RemoteShop,
  relayOf,
  remoteIdOf,
} from '../../flow/relay/remote.ts';
import { hashOf, type List, listOf } from './list.ts';
import { type FaultName, Trouble } from './trouble.ts';

/** A server that takes the place of Meta, with people enough for files of so many rows. Runs share it, not its accounts. */
export class RemoteTown implements AsyncDisposable {
  readonly server: TestServer;
  readonly rows: number;

  private constructor(server: TestServer, rows: number) {
    this.server = server;
    this.rows = rows;
  }

  static async open(rows: number): Promise<RemoteTown> {
    const server = await TestServer.start({ settings: limits });
    await settle(server, rows + secondRowsMax(rows));
    return new RemoteTown(server, rows);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.server[Symbol.asyncDispose]();
  }
}

export interface RelaySimulationOptions {
  readonly seed: number;
  readonly kills: number;
  /** Of so many requests that something happens to one. */
  readonly faultShare?: number;
}

export interface RelaySimulationReport {
  readonly faults: Partial<Record<FaultName, number>>;
  readonly kills: number;
  readonly people: number;
  readonly batches: number;
  readonly sentAgain: number;
  /** Refusals because of a limit that really was reached. */
  readonly throttled: number;
  readonly seconds: number;
}

/** As Meta's, in a twelfth of the time: twenty batches in 25 seconds would take 20 of them for 300 000 rows. */
const limits = {
  KINDRED_RATE_LIMIT_TIER: 'development_access',
  KINDRED_RATE_LIMIT_WINDOW_SECONDS: '60',
};

const relayMsMax = 120_000;

/**
 * Brings files to another server that takes the place of Meta, while requests break on their way and the server that
 * brings them is killed. In the end the audience there is the files', to each person, and every row is accounted for.
 */
export async function simulateRelay(
  town: RemoteTown,
  options: RelaySimulationOptions,
): Promise<RelaySimulationReport> {
  const startMs = performance.now();
  await using proxy = await FaultProxy.start(town.server.url);
  await using here = await TestServer.start();
  try {
    const run = new Run({ here, meta: town.server, proxy, rows: town.rows, options });
    const report = await run.all();
    return { ...report, seconds: Math.round((performance.now() - startMs) / 1000) };
  } catch (cause) {
    const said = [here, town.server].map((server) => server.said.errors.slice(-3000)).join('\nthere:\n');
    const lately = proxy.passed.slice(-20).map(({ method, path, fault, status }) => {
      return `${method} ${path} ${JSON.stringify(fault)?.slice(0, 60)} ${status}`;
    });
    throw new Error(
      `the simulation with --relay --seed ${options.seed} failed: ${String(cause)}\n${lately.join('\n')}\n${said}`,
      { cause },
    );
  }
}

interface Parts {
  readonly here: TestServer;
  readonly meta: TestServer;
  readonly proxy: FaultProxy;
  /** Of the first file. */
  readonly rows: number;
  readonly options: RelaySimulationOptions;
}

class Run {
  readonly #parts: Parts;
  readonly #random: Random;
  #kills = 0;
  #reports: UploadReport[] = [];

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#random = new Random(parts.options.seed);
  }

  async all(): Promise<Omit<RelaySimulationReport, 'seconds'>> {
    const { here, meta, proxy, rows, options } = this.#parts;
    const first = listOf(this.#random, 1, rows);
    const second = this.#secondList();
    const shop = await openRemoteShop(here, meta, proxy.url);
    const trouble = new Trouble({
      ...{ random: this.#random.fork(), accountId: shop.there.graphId, share: options.faultShare ?? 0.2 },
    });
    proxy.decide = trouble.decide;
    const made = await createAudience({
      ...{ client: here.operator, accountId: shop.accountId, content: first.content },
    });
    await this.#relayed(shop, made, trouble);
    const operation = this.#random.pick(['add', 'remove', 'replace'] as const);
    const sent = await updateAudience(made.audienceId, operation, {
      ...{ client: here.operator, content: second.content, userType: 'email_hash' },
    });
    await this.#relayed(shop, sent, trouble);
    proxy.decide = () => null;
    const expected = combined(first.people, second.people, operation);
    await assertExactly(meta, await remoteIdOf(shop, made.audienceId), expected);
    await this.#assertOneAudience(shop);
    return this.#reportOf(trouble, expected.size);
  }

  /** Half of it are people of the first list, and half are not. */
  #secondList(): List {
    const { rows } = this.#parts;
    const count = Math.ceil(secondRowsMax(rows) / this.#random.integer(1, 3));
    return listOf(this.#random, rows - Math.floor(count / 2), count);
  }

  /** Kills and mends until every batch of the upload has its verdict. */
  async #relayed(shop: RemoteShop, { uploadId }: Uploaded, trouble: Trouble): Promise<void> {
    const { here } = this.#parts;
    const endMs = performance.now() + relayMsMax;
    const { kills } = this.#parts.options;
    // Half of them in the first upload, the rest in the second.
    const killsUntil = this.#reports.length === 0 ? Math.ceil(kills / 2) : kills;
    while (this.#kills < killsUntil) {
      await sleep(this.#random.integer(50, 2500));
      await here.kill();
      this.#kills += 1;
      await here.start();
      await this.#mend(shop, trouble);
    }
    for (;;) {
      await this.#mend(shop, trouble);
      const report = await uploadOf(here, uploadId);
      assert.equal(report.error, null);
      // What was refused because the audience is too small comes later.
      if (report.state === 'applied' && relayOf(report).state === 'ended') {
        this.#reports.push(report);
        return assertAllArrived(report);
      }
      assert.ok(performance.now() < endMs, `not relayed: ${JSON.stringify(report.relay)}`);
      await sleep(100);
    }
  }

  /** Gives the account a token that is good, once it has said that the old one is not. */
  async #mend({ accountId, there }: RemoteShop, trouble: Trouble): Promise<void> {
    if (!trouble.isExpired) return;
    const { here, proxy } = this.#parts;
    const answer = await here.operator.get(`/fb_ad_accounts/${accountId}/connection`);
    const { connection } = answer.json<{ connection: { state: string } }>();
    if (connection.state !== 'paused') return;
    trouble.isExpired = false;
    await connect(here, accountId, { access_token: there.writerToken, graph_url: proxy.url });
  }

  /** A creation whose answer was lost left no second audience behind. */
  async #assertOneAudience({ there }: RemoteShop): Promise<void> {
    const path = `/custom_audiences?fb_ad_account_id=${there.accountId}`;
    const answer = await this.#parts.meta.operator.get(path);
    assert.equal(answer.json<{ meta: { total: number } }>().meta.total, 1, answer.text);
  }

  #reportOf({ counts }: Trouble, people: number): Omit<RelaySimulationReport, 'seconds'> {
    const batches = this.#reports.map((report) => relayOf(report).batches);
    const isReal = (passed: { readonly status: number; readonly fault: unknown }) =>
      passed.fault === null && passed.status === 400;
    return {
      faults: counts,
      kills: this.#kills,
      people,
      batches: batches.reduce((sum, { all }) => sum + all, 0),
      sentAgain: batches.reduce((sum, each) => sum + each.sent_again, 0),
      throttled: this.#parts.proxy.passed.filter(isReal).length,
    };
  }
}

function secondRowsMax(rows: number): number {
  return Math.ceil(rows / 3);
}

async function settle({ operator }: TestServer, count: number): Promise<void> {
  const rows = Array.from({ length: count }, (_, index) => `${index + 1},${hashOf(index + 1)}\n`);
  const answer = await operator.call({
    method: 'POST',
    path: '/people/imports?id=id&email=email&hashed=true',
    body: `id,email\n${rows.join('')}`,
    headers: { 'content-type': 'text/csv' },
  });
  assert.equal(answer.status, 201, answer.text);
  const { id } = answer.json<{ import: { id: number } }>().import;
  for (;;) {
    const report = (await operator.get(`/people/imports/${id}`)).json<{ import: { state: string } }>();
    if (report.import.state === 'applied') return;
    assert.notEqual(report.import.state, 'failed');
    await sleep(20);
  }
}

async function uploadOf({ operator }: TestServer, uploadId: number): Promise<UploadReport> {
  const answer = await operator.get(`/uploads/${uploadId}`);
  assert.equal(answer.status, 200, answer.text);
  return answer.json<{ upload: UploadReport }>().upload;
}

function assertAllArrived(report: UploadReport): void {
  assertRelayCloses(report);
  const { rows } = relayOf(report);
  assert.equal(rows.relayed, report.funnel.accepted, JSON.stringify(report.relay));
}

function combined(
  first: ReadonlySet<number>,
  second: ReadonlySet<number>,
  operation: 'add' | 'remove' | 'replace',
): ReadonlySet<number> {
  if (operation === 'replace') return second;
  return operation === 'add' ? first.union(second) : first.difference(second);
}

/** As many as expected, all of them expected: taking those out leaves nobody. */
async function assertExactly(meta: TestServer, fbId: string, expected: ReadonlySet<number>): Promise<void> {
  assert.equal(await peopleThere(meta, fbId), expected.size, 'people there');
  const content = [...expected].map((number) => `${hashOf(number)}\n`).join('');
  const form = { client: meta.operator, content, userType: 'email_hash' };
  const removal = await updateAudience(await localIdOf(meta.operator, fbId), 'remove', form);
  const { funnel } = await appliedUpload(meta.operator, removal.uploadId);
  assert.equal(funnel.removed, expected.size, 'people there who were sent');
}
