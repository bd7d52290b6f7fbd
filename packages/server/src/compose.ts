import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { keyKinds, userTypes } from '@kindred/contract';
import type { FastifyInstance } from 'fastify';
import packageJson from '../package.json' with { type: 'json' };
import { Accounts, Apps, Tokens } from './access/index.ts';
import { Applier, ApplyRequests, AudienceReader } from './audience/index.ts';
import { type Column, migrateColumn, openChdb } from './column/index.ts';
import type { Config, Secrets } from './config/index.ts';
import { type Control, migrateControl, Node, openControl, requireSameKey } from './control/index.ts';
import { allRoutes, createHttp, type EdgeContext, IdempotencyKeys, UploadSlots } from './edge/index.ts';
import { type GraphContext, graphRequestId, Meter, serveGraph } from './graph/index.ts';
import { createJobs, type Jobs } from './jobs/index.ts';
import { lockDirectory } from './kernel/directory-lock.ts';
import { loggableError } from './kernel/loggable-error.ts';
import { Recent } from './kernel/recent.ts';
import { Limiter } from './limits/index.ts';
import { Lookalikes } from './lookalike/index.ts';
import { OptOuts } from './optout/index.ts';
import { People } from './people/index.ts';
import { BatchStage, closeGatherings, pour, Sessions, Stage, UploadReader } from './stage/index.ts';

/** A whole server, not yet listening. Disposing of it drains and closes everything. */
export interface App extends AsyncDisposable {
  readonly http: FastifyInstance;
  /** Starts the jobs and takes up what an earlier process left. */
  start(): Promise<void>;
  /**
   * To be called once it listens; until then requests wait. The first start makes the operator token here and
   * has it shown: so a start that cannot listen has made none, and who is answered finds it printed.
   */
  open(showToken: (text: string) => void): Promise<void>;
}

const drainMs = 30_000;
const recentMs = 1000;
const recentMax = 10_000;
const sweepMs = 60_000;

/** The only place that creates things. */
export async function compose(config: Config, secrets: Secrets): Promise<App> {
  const closers = new AsyncDisposableStack();
  try {
    return await build(config, secrets, closers);
  } catch (error) {
    await closers.disposeAsync();
    throw error;
  }
}

/** What the rooms are made of. */
interface Ground {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly control: Control;
  readonly column: Column;
  readonly nodeId: string;
  readonly stage: Stage;
}

async function build(config: Config, secrets: Secrets, closers: AsyncDisposableStack): Promise<App> {
  const ground = await openGround(config, secrets, closers);
  const { control, stage, nodeId } = ground;
  const tokens = new Tokens(control, secrets);
  if (secrets.operatorToken !== null) await tokens.ensurePreset(secrets.operatorToken);
  const opened = Promise.withResolvers<void>();
  const walk = createWalk(ground, {
    event: (entry, message) => http.log.info(entry, message),
    failure: (error, entry, message) => http.log.error({ ...entry, failure: loggableError(error) }, message),
  });
  const context = createContext(ground, tokens, walk);
  const limiter = closers.use(
    new Limiter({
      limits: config.rateLimit,
      control,
      tierOf: async (adAccountId) => (await context.accounts.byId(adAccountId))?.rateTier ?? null,
      audiencesOf: (adAccountId) => context.audiences.countOf(adAccountId, null),
      onError: (error) => http.log.error({ failure: loggableError(error) }, 'usage not saved'),
    }),
  );
  const http = createHttp({
    publicUrl: config.publicUrl,
    logLevel: config.logLevel,
    version: packageJson.version,
    tokens,
    routes: allRoutes(context),
    beside: (server) => serveGraph(server, createGraphContext(context, walk, limiter, config)),
    requestIdBeside: graphRequestId,
    opened: opened.promise,
  });
  closers.defer(() => walk.jobs.stop(drainMs));
  closers.defer(() => drain(http, context.slots));
  closers.defer(() => opened.resolve());
  const keys = new IdempotencyKeys(control, nodeId);
  return {
    http,
    start: async () => {
      await walk.jobs.start();
      for (const room of [stage, walk.optOuts, walk.people]) await room.recover();
      await walk.resume();
      const sweep = setInterval(() => {
        Promise.all([keys.forgetOld(), walk.resume()]).catch((error: unknown) =>
          http.log.error({ failure: loggableError(error) }, 'sweep failed'),
        );
      }, sweepMs);
      closers.defer(() => clearInterval(sweep));
    },
    open: async (showToken) => {
      const token = await tokens.ensureOperator();
      if (token !== null) showToken(token);
      opened.resolve();
    },
    [Symbol.asyncDispose]: () => closers.disposeAsync(),
  };
}

async function openGround(config: Config, secrets: Secrets, closers: AsyncDisposableStack): Promise<Ground> {
  closers.use(lockDirectory(config.dataDir));
  // What a process that was killed had put aside; nobody will read it.
  rmSync(spoolDirectory(config), { recursive: true, force: true });
  mkdirSync(spoolDirectory(config), { mode: 0o700 });
  const directory = join(config.dataDir, 'control');
  const control = closers.adopt(await openControl(config.control, directory), (each) => each.close());
  await migrateControl(control);
  await requireSameKey(control, secrets.fingerprint);
  const column = closers.adopt(
    await openChdb({ directory: join(config.dataDir, 'column'), memoryBytesMax: config.engineMemoryBytes }),
    (each) => each.close(),
  );
  await migrateColumn(column);
  const node = new Node(randomUUID(), control);
  await node.join(config.control.kind === 'pglite', config.dataDir);
  closers.use(node);
  const stage = new Stage({ control, column, pepper: secrets.pepper, nodeId: node.id });
  return { config, secrets, control, column, nodeId: node.id, stage };
}

function createContext(ground: Ground, tokens: Tokens, walk: Walk): EdgeContext {
  const { config, secrets, control, stage, nodeId } = ground;
  return {
    control,
    tokens,
    apps: new Apps(control, secrets.appKey),
    accounts: new Accounts(control),
    audiences: new AudienceReader(control),
    stage,
    uploads: new UploadReader(control),
    slots: new UploadSlots(config),
    spool: { directory: spoolDirectory(config), key: secrets.spoolKey },
    nodeId,
    people: walk.people,
    optOuts: walk.optOuts,
    lookalikes: walk.lookalikes,
    requestApply: walk.requestApply,
    requestErase: walk.requestErase,
    requestOptOut: walk.requestOptOut,
    limits: config,
  };
}

/** What the Graph API uses of the same rooms. */
function createGraphContext(
  context: EdgeContext,
  walk: Walk,
  limiter: Limiter,
  config: Config,
): GraphContext {
  return {
    ...context,
    publicUrl: config.publicUrl,
    ...walk,
    dropSegment: (segment) => context.stage.drop(segment),
    meter: new Meter(limiter, context.accounts),
    recentCallers: new Recent(recentMs, recentMax),
    recentAudiences: new Recent(recentMs, recentMax),
  };
}

/** Where files wait, encrypted, for what must be known before they can be read. */
function spoolDirectory(config: Config): string {
  return join(config.dataDir, 'spool');
}

/** Lets requests end that are under way, for a while; a file that takes longer is aborted and leaves no trace. */
async function drain(http: FastifyInstance, slots: UploadSlots): Promise<void> {
  const timer = setTimeout(() => http.server.closeAllConnections(), drainMs);
  await http.close();
  await slots.idle();
  clearTimeout(timer);
}

interface Walk {
  readonly jobs: Jobs;
  readonly optOuts: OptOuts;
  readonly people: People;
  readonly lookalikes: Lookalikes;
  readonly requestApply: (audienceId: number) => Promise<void>;
  readonly requestErase: (audienceId: number) => Promise<void>;
  readonly requestOptOut: () => Promise<void>;
  readonly batches: BatchStage;
  readonly sessions: Sessions;
  /** Sends jobs for everything that is accepted and not done. */
  readonly resume: () => Promise<void>;
}

interface WalkLog {
  event(entry: object, message: string): void;
  failure(error: unknown, entry: object, message: string): void;
}

/** From stage to audience: the jobs that carry rows on after the caller was answered. */
function createWalk(ground: Ground, log: WalkLog): Walk {
  const { control } = ground;
  const jobs = createJobs({
    control,
    onError: (error, queue) => log.failure(error, { queue }, 'job failed'),
  });
  // What is lost here is sent again by the next sweep: the upload itself is already durable.
  const send = (queue: string, subject: object) =>
    jobs.send(queue, subject).catch((error: unknown) => log.failure(error, { queue }, 'job not sent'));
  const requestApply = (audienceId: number) => send('apply', { audienceId });
  const requestErase = (audienceId: number) => send('erase', { audienceId });
  const applyRequests = new ApplyRequests(requestApply);
  const onStaged = (audienceId: number) => applyRequests.ask(audienceId);
  const batches = new BatchStage({ ...ground, ...ground.secrets, onStaged });
  const sessions = new Sessions({ control, onStaged });
  const requestOptOut = () => send('opt-out', {});
  const requestPeople = () => send('people', {});
  const applier = createApplier(ground, batches, log, requestErase);
  jobs.handle<{ audienceId: number }>('apply', {
    // Each uses all processors; more of them at once only take from who is waiting for an answer.
    concurrency: Math.max(1, Math.floor(availableParallelism() / 2)),
    run: ({ audienceId }) => applier.applyAll(audienceId),
  });
  jobs.handle<{ audienceId: number }>('erase', {
    concurrency: 1,
    run: ({ audienceId }) => applier.erase(audienceId),
  });
  const optOuts = new OptOuts({ ...ground, purge: (audienceId) => applier.purge(audienceId) });
  jobs.handle<object>('opt-out', { concurrency: 1, run: () => optOuts.applyAll() });
  const people = new People({
    ...ground,
    pepper: ground.secrets.pepper,
    spoolDirectory: spoolDirectory(ground.config),
    spoolKey: ground.secrets.spoolKey,
    bytesMax: ground.config.uploadBytesMax,
    onStaged: requestPeople,
    onPopulationChanged: (version) => optOuts.followPopulation(version),
  });
  jobs.handle<object>('people', { concurrency: 1, run: () => people.applyWaiting() });
  const lookalikes = createLookalikes(ground, applier, people, log, (audienceId) =>
    send('lookalike', { audienceId }),
  );
  jobs.handle<{ audienceId: number }>('lookalike', {
    concurrency: 1,
    run: ({ audienceId }) => lookalikes.build(audienceId),
  });
  return {
    jobs,
    people,
    optOuts,
    lookalikes,
    requestApply,
    requestErase,
    requestOptOut,
    batches,
    sessions,
    resume: async () => {
      await sessions.endExpired();
      await sessions.forgetOld();
      await requestOptOut();
      await requestPeople();
      const { waiting, dirty } = await applier.pending();
      for (const audienceId of waiting) await requestApply(audienceId);
      for (const audienceId of dirty) await requestErase(audienceId);
      await lookalikes.sweep();
    },
  };
}

function createLookalikes(
  { control, column, secrets, config }: Ground,
  applier: Applier,
  people: People,
  log: WalkLog,
  requestBuild: (audienceId: number) => Promise<void>,
): Lookalikes {
  return new Lookalikes({
    control,
    column,
    applier,
    requestBuild,
    pepper: secrets.pepper,
    seedsMin: config.lookalikeSeedsMin,
    audiences: new AudienceReader(control),
    populationVersion: () => people.version(),
    onBuilt: (audience, seconds) => log.event({ audience, seconds }, 'lookalike built'),
    onFailed: (audience, error) => log.failure(error, { audience }, 'lookalike not built'),
  });
}

function createApplier(
  { control, column, stage, ...ground }: Ground,
  batches: BatchStage,
  log: WalkLog,
  requestErase: (audienceId: number) => Promise<void>,
): Applier {
  const dropSegment = (segment: number) => stage.drop(segment);
  return new Applier({
    control,
    column,
    kindCodeOf,
    dropSegment,
    closeGatherings: (audienceId) => closeGatherings(control, audienceId),
    pour: async (upload) => {
      await batches.landed();
      return pour({ control, column, ...ground.secrets, dropSegment }, upload);
    },
    requestErase,
    // Lines, not people: who may read the log need not know how many matched.
    onApplied: (uploadId, { duplicates, suppressed, accepted }) =>
      log.event({ upload: uploadId, lines: duplicates + suppressed + accepted }, 'upload applied'),
    onFailed: (uploadId, error) => log.failure(error, { upload: uploadId }, 'upload failed for good'),
  });
}

function kindCodeOf(userType: string | null): number | null {
  const kind = Object.entries(userTypes).find(([name]) => name === userType)?.[1];
  return kind === undefined ? null : keyKinds[kind].code;
}
