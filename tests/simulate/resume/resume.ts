import assert from 'node:assert/strict';
import { openAsBlob, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation } from '@kindred/contract';
import { type Checkpoint, Kindred } from '@kindred/sdk';
import {
  assertSumsClose,
  type CommandOptions,
  type CommandRun,
  commandsOf,
  freePort,
  makeScratch,
  openShop,
  Random,
  TestServer,
} from '../../dev-env/index.ts';
import { type Expected, writeList, writePopulation } from './list.ts';

export interface ResumeOptions {
  readonly seed: number;
  readonly lines: number;
  /** How often the command line is killed, and the server. */
  readonly kills: number;
  readonly serverKills: number;
  readonly operation: Exclude<Operation, 'remove'>;
}

export interface ResumeReport {
  readonly kills: number;
  readonly serverKills: number;
  /** Batches that counted at the moment of each kill, as far as the checkpoint knew. */
  readonly killedAt: readonly number[];
  readonly lines: number;
  readonly sent: number;
  readonly people: number;
  readonly uploads: number;
}

/**
 * Uploads a list with a command line that is killed at random points and begun again, against a server that is killed,
 * too. Throws unless the audience is the list, every sum closes, and no batch counted twice.
 */
export async function resume(options: ResumeOptions): Promise<ResumeReport> {
  using scratch = makeScratch();
  const random = new Random(options.seed);
  const list = join(scratch.path, 'list.txt');
  const expected = await writeList(list, options.lines);
  await writePopulation(join(scratch.path, 'people.csv'), options.lines);
  const settings = { KINDRED_PORT: String(await freePort()) };
  await using server = await TestServer.start({ settings });
  const operator = new Kindred({ url: server.url, token: server.operatorToken });
  const people = await openAsBlob(join(scratch.path, 'people.csv'));
  const { id } = await operator.people.importFile(people, { format: 'csv' });
  assert.equal((await operator.people.followImport(id)).state, 'applied');
  const shop = await openShop(server);
  const made = await shop.writer.postJson(`/v24.0/act_${shop.graphId}/customaudiences`, {
    name: 'Everybody on the list',
    subtype: 'CUSTOM',
    customer_file_source: 'USER_PROVIDED_ONLY',
  });
  const { id: audience } = made.json<{ id: string }>();
  const state = join(scratch.path, 'state');
  const line = new RepeatedUpload(state, server, [
    ...['upload', list, '--audience', 'Everybody on the list', '--json'],
    ...(options.operation === 'replace' ? ['--replace'] : []),
  ]);
  const killedAt = await killAll(line, server, random, options);
  const ran = await line.run();
  assert.equal(ran.code, 0, ran.err + ran.out);
  const uploads = await verify(operator, audience, ran.json<{ upload: Told }>().upload, expected);
  assert.deepEqual(checkpoints(state), [], 'an upload that is done is forgotten');
  const { kills, serverKills } = options;
  return { kills, serverKills, killedAt, ...expected, uploads };
}

/** Kills at points that are random in the list: after so many of its batches, and a moment later. */
async function killAll(
  line: RepeatedUpload,
  server: TestServer,
  random: Random,
  { lines, kills, serverKills }: ResumeOptions,
): Promise<readonly number[]> {
  const batches = Math.floor(lines / 10_000);
  const points = Array.from({ length: kills }, () => random.integer(0, batches - 2)).sort((a, b) => a - b);
  const falls = new Set(
    Array.from({ length: serverKills }, (_, index) => Math.floor(((index + 1) * kills) / (serverKills + 1))),
  );
  const killedAt: number[] = [];
  for (const [index, point] of points.entries()) {
    const { code, err } = await line.run(async (signal) => {
      if (falls.has(index)) {
        // Once it sends; a command that finds no server at its start says so and ends.
        await line.reaches(line.batches() + 1);
        await fall(server, random);
      }
      await line.reaches(point);
      await sleep(random.integer(0, 60));
      signal('SIGKILL');
    });
    assert.equal(code, null, `the upload ended by itself: ${err}`);
    killedAt.push(line.batches());
  }
  return killedAt;
}

/** The server is gone for a moment while rows are on their way. */
async function fall(server: TestServer, random: Random): Promise<void> {
  await sleep(random.integer(0, 100));
  await server.kill();
  await server.start();
}

function checkpoints(state: string): readonly string[] {
  try {
    return readdirSync(join(state, 'kindred', 'uploads')).filter((name) => name.endsWith('.json'));
  } catch {
    return [];
  }
}

/** The same command, run again and again. */
class RepeatedUpload {
  readonly #state: string;
  readonly #args: readonly string[];
  readonly #command: ReturnType<typeof commandsOf>;

  constructor(state: string, server: TestServer, args: readonly string[]) {
    this.#state = state;
    this.#args = args;
    this.#command = commandsOf(server);
  }

  run(meanwhile?: CommandOptions['meanwhile']): Promise<CommandRun> {
    const env = { XDG_STATE_HOME: this.#state };
    return this.#command(this.#args, { env, ...(meanwhile === undefined ? {} : { meanwhile }) });
  }

  /** Batches that the checkpoint knows of; 0 where there is none. */
  batches(): number {
    const [name] = checkpoints(this.#state);
    if (name === undefined) return 0;
    const text = readFileSync(join(this.#state, 'kindred', 'uploads', name), 'utf8');
    return (JSON.parse(text) as Checkpoint).batches;
  }

  async reaches(batches: number): Promise<void> {
    while (this.batches() < batches) await sleep(2);
  }
}

interface Told {
  readonly sessions: readonly string[];
  readonly list: { readonly read: number; readonly blank: number; readonly unusable: number };
  readonly sent: number;
  readonly refused: number;
  readonly repeated: number;
  readonly resumed: boolean;
  readonly funnel: { readonly lines: number; readonly newly_added: number };
}

async function verify(operator: Kindred, audience: string, told: Told, expected: Expected): Promise<number> {
  const { read, blank, unusable } = told.list;
  assert.deepEqual(
    { lines: read, blank, unusable, sent: told.sent, refused: told.refused, resumed: told.resumed },
    {
      ...{ lines: expected.lines, blank: expected.blank, unusable: expected.unusable },
      sent: expected.sent,
      refused: 0,
      resumed: true,
    },
  );
  const uploads = await operator.audiences.uploadsOfSessions(audience, told.sessions);
  const { uploads: all, meta } = await operator.audiences.uploads(audience);
  assert.equal(meta.total, uploads.length, `${all.length} uploads, and not only those of its sessions`);
  for (const { funnel, state } of uploads) {
    assert.equal(state, 'applied');
    assertSumsClose(funnel);
  }
  const lines = uploads.reduce((sum, { funnel }) => sum + funnel.lines, 0);
  const added = uploads.reduce((sum, { funnel }) => sum + (funnel.newly_added ?? 0), 0);
  assert.deepEqual([lines, told.funnel.lines, told.repeated], [expected.sent, expected.sent, 0]);
  assert.deepEqual([added, told.funnel.newly_added], [expected.people, expected.people]);
  // Nobody but people of the list was sent, so as many as there are on it are all of them.
  const { exact_count: members } = await operator.audiences.get(audience, { fields: 'exact_count' });
  assert.equal(members, expected.people);
  return uploads.length;
}
