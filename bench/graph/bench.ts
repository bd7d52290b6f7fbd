import { barLines } from '../command-line/picture.ts';
import {
  type Bench,
  type BenchOptions,
  measured,
  note,
  type Report,
  ratiosOf,
  rounded,
} from '../kit/outcome.ts';
import { quiet } from '../kit/quiet.ts';
import { makeScratch } from '../kit/scratch.ts';
import { makePopulation, makeUpload, sharePercentOf } from '../made-people/people-files.ts';
import { type Api, type Stand, setUpStand } from '../server/index.ts';
import { startLimit } from './limit.ts';
import { type Load, load } from './load.ts';
import { makeRequests, type ReadyRequest, requestOf, rowsPerRequest } from './requests.ts';

const clients = 8;
const firstSmallRequests = 1000;
const smallRequests = 6000;

export const bench: Bench = {
  question: 'How many rows a second do clients of the Graph API get in, while the people are being matched?',
  defaults: { rows: 4_000_000, population: 1_000_000, runs: 1 },
  peers: ['read_and_parse'],
  run,
};

async function run(options: BenchOptions): Promise<Report> {
  using scratch = makeScratch();
  const { rows, population, patienceSeconds } = options;
  const plan = {
    directory: scratch.path,
    rows: Math.min(rows, 600_000),
    population,
    sharePercent: sharePercentOf(rows, population),
  };
  const file = await makeUpload(plan);
  const requests = await makeRequests(file.path, rows);
  const count = Math.max(1, Math.round(rows / rowsPerRequest));
  const ours = await measureOurs(plan.directory, await makePopulation(plan), requests, count, options);
  const peers = options.without.has('read_and_parse')
    ? {}
    : { read_and_parse: await measureLimit(requests, count, patienceSeconds) };
  const outcome = { ours, peers, ratios: ratiosOf(ours, peers), population, clients };
  return { outcome, lines: barLines(outcome) };
}

async function measureOurs(
  directory: string,
  populationPath: string,
  requests: readonly ReadyRequest[],
  count: number,
  { population, patienceSeconds }: BenchOptions,
) {
  await using stand = await setUpStand(directory, populationPath, population);
  const paths = await makeAudiences(stand);
  // The first requests of a process are slower than all others, here and in the peer.
  await load(stand.api, paths, requests, Math.min(count, 2 * clients));
  await quiet(patienceSeconds);
  stand.gauge.resetPeak();
  const large = checked(await load(stand.api, paths, requests, count));
  note(`kindred: ${grouped(large)}`);
  const oneRow = [requestOf([['f'.repeat(64), 1]], true)];
  await load(stand.api, paths, oneRow, firstSmallRequests);
  await quiet(patienceSeconds);
  const small = checked(await load(stand.api, paths, oneRow, smallRequests));
  note(
    `kindred, one row a request: ${Math.round(small.requests / small.seconds)} requests/s, p99 ${small.p99Ms.toFixed(0)} ms`,
  );
  return {
    ...measured(large.rows, large.seconds),
    peak_rss_mib: stand.gauge.peakMebibytes(),
    p50_ms: rounded(large.p50Ms),
    p99_ms: rounded(large.p99Ms),
    one_row_requests_per_s: Math.round(small.requests / small.seconds),
    one_row_p99_ms: rounded(small.p99Ms),
  };
}

async function measureLimit(requests: readonly ReadyRequest[], count: number, patienceSeconds: number) {
  await using limit = await startLimit();
  const paths = Array.from({ length: clients }, () => '/');
  await load(limit.api, paths, requests, Math.min(count, 2 * clients));
  await quiet(patienceSeconds);
  const found = await load(limit.api, paths, requests, count);
  note(`read_and_parse: ${grouped(found)}`);
  return { ...measured(found.rows, found.seconds), p99_ms: rounded(found.p99Ms) };
}

/** One audience for each client. */
async function makeAudiences({ api, accountId }: Stand): Promise<readonly string[]> {
  const graphId = await graphIdOf(api, accountId);
  const paths: string[] = [];
  for (let client = 0; client < clients; client += 1) {
    const made = (await api.postJson(`/v21.0/act_${graphId}/customaudiences`, {
      name: `Bench ${client}`,
      subtype: 'CUSTOM',
      customer_file_source: 'USER_PROVIDED_ONLY',
      is_value_based: true,
    })) as { readonly id: string };
    paths.push(`/v21.0/${made.id}/users`);
  }
  return paths;
}

async function graphIdOf(api: Api, accountId: number): Promise<string> {
  const { fb_ad_accounts: accounts } = (await api.get('/fb_ad_accounts')) as {
    readonly fb_ad_accounts: readonly { readonly id: number; readonly fb_id: string }[];
  };
  const account = accounts.find(({ id }) => id === accountId);
  if (account === undefined) throw new Error('the ad account of the bench is not listed');
  return account.fb_id;
}

/** Every row must have been taken account of. */
function checked(found: Load): Load {
  if (found.received !== found.rows)
    throw new Error(`${found.rows} rows were sent, ${found.received} received`);
  return found;
}

function grouped(found: Load): string {
  const rows = Math.round(found.rows / found.seconds);
  return `${rows} rows/s, half of the requests within ${found.p50Ms.toFixed(0)} ms, 99 % within ${found.p99Ms.toFixed(0)} ms`;
}
