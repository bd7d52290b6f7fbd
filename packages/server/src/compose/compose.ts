import { availableParallelism } from 'node:os';
import type { FastifyInstance } from 'fastify';
import packageJson from '../../package.json' with { type: 'json' };
import { Accounts, Apps, Tokens } from '../access/index.ts';
import { AudienceReader, MemberExport, MemberPlan, ShareReader } from '../audience/index.ts';
import { streamsMax } from '../column/index.ts';
import type { Config, Secrets } from '../config/index.ts';
import {
  allRoutes,
  createHttp,
  type EdgeContext,
  ExportTurns,
  IdempotencyKeys,
  UploadSlots,
} from '../edge/index.ts';
import { type GraphContext, graphRequestId, Meter, ReadingThreads, serveGraph } from '../graph/index.ts';
import { Health } from '../health/index.ts';
import { loggableError } from '../kernel/loggable-error.ts';
import { Recent } from '../kernel/recent.ts';
import { Limiter } from '../limits/index.ts';
import { UploadReader } from '../stage/index.ts';
import { type Ground, openGround, spoolDirectory } from './ground.ts';
import { createWalk, type Walk } from './walk.ts';

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
  const readingThreads = closers.use(new ReadingThreads(availableParallelism()));
  const http = createHttp({
    publicUrl: config.publicUrl,
    logLevel: config.logLevel,
    version: packageJson.version,
    tokens,
    routes: allRoutes(context),
    beside: (server) =>
      serveGraph(server, createGraphContext(context, walk, limiter, readingThreads, config)),
    requestIdBeside: graphRequestId,
    opened: opened.promise,
  });
  closers.defer(() => walk.relay.close());
  closers.defer(() => walk.jobs.stop(drainMs));
  closers.defer(() => walk.relay.stop());
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

function createContext(ground: Ground, tokens: Tokens, walk: Walk): EdgeContext {
  const { config, secrets, control, stage, nodeId } = ground;
  return {
    control,
    tokens,
    apps: new Apps(control, secrets.appKey),
    accounts: new Accounts(control),
    audiences: new AudienceReader(control),
    members: new MemberExport(ground),
    plans: new MemberPlan(ground),
    shares: new ShareReader(control),
    stage,
    uploads: new UploadReader(control),
    health: new Health(config, secrets.keyIsGiven, ground),
    slots: new UploadSlots(config),
    // One for each stream of the column store: so the rooms never wait for one.
    exportTurns: new ExportTurns(streamsMax),
    spool: { directory: spoolDirectory(config), key: secrets.spoolKey },
    nodeId,
    people: walk.people,
    optOuts: walk.optOuts,
    lookalikes: walk.lookalikes,
    relay: walk.relay,
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
  readingThreads: ReadingThreads,
  config: Config,
): GraphContext {
  return {
    ...context,
    publicUrl: config.publicUrl,
    ...walk,
    dropSegment: (segment) => context.stage.drop(segment),
    meter: new Meter(limiter, context.accounts),
    readingThreads,
    recentCallers: new Recent(recentMs, recentMax),
    recentAudiences: new Recent(recentMs, recentMax),
  };
}

/** Lets requests end that are under way, for a while; a file that takes longer is aborted and leaves no trace. */
async function drain(http: FastifyInstance, slots: UploadSlots): Promise<void> {
  const timer = setTimeout(() => http.server.closeAllConnections(), drainMs);
  await http.close();
  await slots.idle();
  clearTimeout(timer);
}
