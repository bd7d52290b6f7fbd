import { createWriteStream, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createAudience, deleteAudience } from '../api/audiences.ts';
import {
  createLookalike,
  downloadScores,
  followLookalike,
  isBuilt,
  placesOf,
  showLookalikeReport,
} from '../api/lookalikes.ts';
import { followUpload } from '../api/uploads.ts';
import { WorkFailed } from '../failure.ts';
import type { Ground } from './ground.ts';
import type { PeopleSet } from './held-out/people-set.ts';
import type { Split } from './held-out/split.ts';
import { placeOf, rowsTo } from './held-out/table.ts';
import type { Task } from './held-out/tasks.ts';

/** What a lookalike made of a split. */
export interface Trial {
  /** By candidate; NaN for who got none. */
  readonly scores: Float64Array;
  readonly unscored: number;
  /** From the first byte of the seed to people who can be reached. */
  readonly seconds: number;
  /** Of these, as the report tells it; null where it does not. */
  readonly trainSeconds: number | null;
  readonly scoreSeconds: number | null;
}

/** Asked so often whether it is built, because the time counts. */
const pauseMsMost = 100;

/** The way that a caller goes: a file of seeds, a lookalike of them, and then everybody's score. Leaves nothing behind. */
export async function runTrial(ground: Ground, set: PeopleSet, task: Task, split: Split): Promise<Trial> {
  const { client } = ground;
  const startMs = performance.now();
  const list = await uploadSeed(ground, set, task, split);
  try {
    const lookalike = await build(ground, task, split, list);
    try {
      const seconds = (performance.now() - startMs) / 1000;
      const { countries = [] } = await showLookalikeReport(client, lookalike);
      const told = (part: 'train' | 'score') =>
        secondsOf(countries.map(({ seconds: parts }) => parts?.[part]));
      const scores = await readScores(ground, set, split, lookalike);
      const unscored = scores.filter(Number.isNaN).length;
      return { scores, unscored, seconds, trainSeconds: told('train'), scoreSeconds: told('score') };
    } finally {
      await deleteAudience(client, lookalike);
    }
  } finally {
    await deleteAudience(client, list);
  }
}

/** Gives the id of the list. */
async function uploadSeed(ground: Ground, set: PeopleSet, task: Task, split: Split): Promise<number> {
  const file = join(ground.directory, 'seed.csv');
  await pipeline(Readable.from(seedLines(set, split)), createWriteStream(file, { mode: 0o600 }));
  const fields = {
    fb_ad_account_id: String(ground.accountId),
    name: task.name,
    subtype: 'CUSTOM',
    // Empty: the first line names the columns.
    user_type: '',
  };
  const { audience, uploadId } = await createAudience(ground.client, {
    file,
    fields: Object.entries(fields).map(([name, value]) => ({ name, value })),
    onStart: () => undefined,
    onBytes: () => undefined,
  });
  rmSync(file);
  const report = await followUpload(ground.client, uploadId, () => undefined);
  const { matched } = report.funnel;
  if (report.state !== 'applied' || matched !== split.seeds.length) {
    await deleteAudience(ground.client, audience.id);
    throw new WorkFailed(
      `Of ${split.seeds.length} seeds ${matched ?? 0} were found. ${report.error ?? ''}`.trim(),
    );
  }
  return audience.id;
}

/** What nobody may be worth, less than nothing or nothing known, is left blank. */
function* seedLines({ ids }: PeopleSet, { seeds, values }: Split): Generator<string> {
  yield values === null ? 'EXTERN_ID\n' : 'EXTERN_ID,LOOKALIKE_VALUE\n';
  for (const row of seeds) {
    const value = values?.[row] ?? Number.NaN;
    const worth = values === null ? '' : value >= 0 && Number.isFinite(value) ? `,${value}` : ',';
    yield `${quoted(ids[row] ?? '')}${worth}\n`;
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Gives the id of the lookalike. */
async function build(ground: Ground, task: Task, split: Split, list: number): Promise<number> {
  const { id } = await createLookalike(ground.client, {
    account: ground.accountId,
    origin: list,
    name: `${task.name} lookalike`,
    spec: {
      type: 'reach',
      ...placesOf(split.countries),
      allow_international_seeds: true,
      excluded_features: task.excludedFeatures,
      excluded_tokens: task.excludedTokens,
    },
  });
  const audience = await followLookalike(ground.client, id, pauseMsMost);
  if (isBuilt(audience)) return id;
  await deleteAudience(ground.client, id);
  const { code, description } = audience.operation_status ?? { code: 0, description: '' };
  throw new WorkFailed(`The lookalike was not built: ${code} ${description} ${ground.said()}`.trim());
}

async function readScores(ground: Ground, set: PeopleSet, split: Split, id: number): Promise<Float64Array> {
  const byRow = new Float64Array(set.ids.length).fill(Number.NaN);
  await rowsTo((names) => {
    const [person, score] = [placeOf(names, 'id', 'of scores'), placeOf(names, 'score', 'of scores')];
    return (cells) => {
      const row = set.rowOf.get(cells[person] ?? '');
      if (row !== undefined) byRow[row] = Number(cells[score]);
    };
  })(downloadScores(ground.client, id));
  return Float64Array.from(split.candidates, (row) => byRow[row] ?? Number.NaN);
}

function secondsOf(parts: readonly (number | undefined)[]): number | null {
  const known = parts.filter((part) => part !== undefined);
  return known.length === 0 ? null : known.reduce((sum, part) => sum + part, 0);
}
