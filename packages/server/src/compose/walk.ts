import { availableParallelism } from 'node:os';
import { kindCodeOf } from '@kindred/contract';
import { Applier, ApplyRequests, AudienceReader } from '../audience/index.ts';
import { createJobs, type Jobs } from '../jobs/index.ts';
import { Lookalikes } from '../lookalike/index.ts';
import { OptOuts } from '../optout/index.ts';
import { People } from '../people/index.ts';
import { openPlatform } from '../platform/index.ts';
import { Relay } from '../relay/index.ts';
import { BatchStage, closeGatherings, Landings, pour, Sessions } from '../stage/index.ts';
import { type Ground, landingsDirectory, spoolDirectory } from './ground.ts';

/** What carries rows on behind the answers. */
export interface Walk {
  readonly jobs: Jobs;
  readonly optOuts: OptOuts;
  readonly people: People;
  readonly lookalikes: Lookalikes;
  readonly relay: Relay;
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
export function createWalk(ground: Ground, log: WalkLog): Walk {
  const { control } = ground;
  const jobs = createJobs({
    control,
    onError: (error, queue) => log.failure(error, { queue }, 'job failed'),
  });
  // What is lost here is sent again by the next sweep: the upload itself is already durable.
  const send = (queue: string, subject: object) =>
    jobs.send(queue, subject).catch((error: unknown) => log.failure(error, { queue }, 'job not sent'));
  const relay = createRelay(ground, log, send);
  const sendFor = async (audienceId: number, queue: string) =>
    send((await relay.isRelayed(audienceId)) ? 'relay' : queue, { audienceId });
  const requestApply = (audienceId: number) => sendFor(audienceId, 'apply');
  const requestErase = (audienceId: number) => sendFor(audienceId, 'erase');
  const applyRequests = new ApplyRequests(requestApply);
  const onStaged = (audienceId: number) => applyRequests.ask(audienceId);
  const landings = new Landings({ directory: landingsDirectory(ground.config), key: ground.secrets.rowsKey });
  const batches = new BatchStage({ control, landings, rowsKey: ground.secrets.rowsKey, onStaged });
  const sessions = new Sessions({ control, onStaged });
  const requestOptOut = () => send('opt-out', {});
  const requestPeople = () => send('people', {});
  const applier = createApplier(ground, landings, log, requestErase);
  const optOuts = new OptOuts({
    ...ground,
    purge: (audienceId) => applier.purge(audienceId),
    forwarding: relay.forwarder,
  });
  const people = createPeople(ground, optOuts, requestPeople);
  const lookalikes = createLookalikes(ground, applier, people, log, (audienceId) =>
    sendFor(audienceId, 'lookalike'),
  );
  handleJobs(jobs, { applier, batches, optOuts, people, lookalikes, relay });
  return {
    jobs,
    people,
    optOuts,
    lookalikes,
    relay,
    requestApply,
    requestErase,
    requestOptOut,
    batches,
    sessions,
    resume: async () => {
      await sessions.endExpired();
      await sessions.forgetOld();
      await batches.sweep();
      await requestOptOut();
      await requestPeople();
      const { waiting, dirty } = await applier.pending();
      for (const audienceId of waiting) await requestApply(audienceId);
      for (const audienceId of dirty) await requestErase(audienceId);
      await lookalikes.sweep();
      await relay.resume();
    },
  };
}

/** Each waits for the platform most of the time. */
const relaysAtOnce = 4;

function handleJobs(
  jobs: Jobs,
  {
    applier,
    batches,
    optOuts,
    people,
    lookalikes,
    relay,
  }: Pick<Walk, 'batches' | 'optOuts' | 'people' | 'lookalikes' | 'relay'> & {
    readonly applier: Applier;
  },
): void {
  jobs.handle<{ audienceId: number }>('apply', {
    // Each uses all processors; more of them at once only take from who is waiting for an answer.
    concurrency: Math.max(1, Math.floor(availableParallelism() / 2)),
    run: ({ audienceId }) => applier.applyAll(audienceId),
  });
  jobs.handle<{ audienceId: number }>('erase', {
    concurrency: 1,
    run: async ({ audienceId }) => {
      await applier.erase(audienceId);
      await batches.sweep();
    },
  });
  jobs.handle<object>('opt-out', { concurrency: 1, run: () => optOuts.applyAll() });
  jobs.handle<object>('people', { concurrency: 1, run: () => people.applyWaiting() });
  jobs.handle<{ audienceId: number }>('lookalike', {
    concurrency: 1,
    run: ({ audienceId }) => lookalikes.build(audienceId),
  });
  jobs.handle<{ audienceId: number }>('relay', {
    concurrency: relaysAtOnce,
    run: ({ audienceId }) => relay.deliver(audienceId),
  });
  jobs.handle<{ adAccountId: number }>('relay-opt-outs', {
    concurrency: relaysAtOnce,
    run: ({ adAccountId }) => relay.deliverOptOuts(adAccountId),
  });
}

function createPeople(ground: Ground, optOuts: OptOuts, onStaged: () => Promise<void>): People {
  return new People({
    ...ground,
    pepper: ground.secrets.pepper,
    spoolDirectory: spoolDirectory(ground.config),
    spoolKey: ground.secrets.spoolKey,
    bytesMax: ground.config.uploadBytesMax,
    onStaged,
    onPopulationChanged: () => optOuts.followPopulation(),
  });
}

function createRelay(
  { control, column, stage, secrets }: Ground,
  log: WalkLog,
  send: (queue: string, subject: object) => Promise<void>,
): Relay {
  return new Relay({
    control,
    column,
    platform: openPlatform('meta'),
    key: secrets.relayKey,
    pepper: secrets.pepper,
    dropSegment: (segment) => stage.drop(segment),
    requestDelivery: (audienceId) => send('relay', { audienceId }),
    requestOptOuts: (adAccountId) => send('relay-opt-outs', { adAccountId }),
    onDelivered: (uploadId) => log.event({ upload: uploadId }, 'upload relayed'),
    onFailed: (uploadId, error) => log.failure(error, { upload: uploadId }, 'upload not relayed'),
  });
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
  landings: Landings,
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
    pour: (upload) => pour({ control, column, ...ground.secrets, landings }, upload),
    requestErase,
    // Lines, not people: who may read the log need not know how many matched.
    onApplied: (uploadId, { duplicates, suppressed, accepted }) =>
      log.event({ upload: uploadId, lines: duplicates + suppressed + accepted }, 'upload applied'),
    onFailed: (uploadId, error) => log.failure(error, { upload: uploadId }, 'upload failed for good'),
  });
}
