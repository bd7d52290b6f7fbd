import type { CustomAudience, LookalikeReport } from '@kindred/contract';
import type { Client } from '../wire/index.ts';
import { fieldOf } from './answer.ts';
import { audiencePath, showAudience } from './audiences.ts';
import { follow } from './follow.ts';

/** How many people are to be found, where, and of what they must not be told. As the API takes it. */
export interface LookalikeSpec {
  readonly type?: 'similarity' | 'reach' | undefined;
  /** 0.01 to 0.20, in steps of 0.01; and above which share they begin. */
  readonly ratio?: number | undefined;
  readonly starting_ratio?: number | undefined;
  readonly country?: string;
  readonly location_spec?: { readonly geo_locations: { readonly countries: readonly string[] } };
  readonly allow_international_seeds?: boolean | undefined;
  readonly excluded_features?: readonly string[];
  readonly excluded_tokens?: readonly string[];
}

export interface NewLookalike {
  readonly account: string | number;
  readonly origin: string | number;
  readonly name: string;
  readonly spec: LookalikeSpec;
}

/** One country stands by itself, several in the form that the API has for them. */
export function placesOf(countries: readonly string[]): Pick<LookalikeSpec, 'country' | 'location_spec'> {
  const [only] = countries;
  return countries.length === 1 && only !== undefined
    ? { country: only }
    : { location_spec: { geo_locations: { countries } } };
}

export async function createLookalike(client: Client, wanted: NewLookalike): Promise<CustomAudience> {
  const answer = await client.post('/custom_audiences', {
    subtype: 'LOOKALIKE',
    fb_ad_account_id: String(wanted.account),
    name: wanted.name,
    origin_audience_id: String(wanted.origin),
    lookalike_spec: wanted.spec,
  });
  return fieldOf(answer, 'fb_custom_audience');
}

/** `operation_status` while people are still being found. */
const building = 441;
const ready = 200;

export function isBuilt(audience: CustomAudience): boolean {
  return audience.operation_status?.code === ready;
}

/** Asks until the people are found, or until it is known that they cannot be. */
export function followLookalike(
  client: Client,
  id: string | number,
  pauseMsMost?: number,
): Promise<CustomAudience> {
  return follow(
    () => showAudience(client, id),
    ({ operation_status: status }) => status?.code !== building,
    () => undefined,
    pauseMsMost,
  );
}

export async function showLookalikeReport(client: Client, id: string | number): Promise<LookalikeReport> {
  return fieldOf(await client.get(`${audiencePath(id)}/lookalike_report`), 'lookalike_report');
}

/** Everybody's score as CSV with the columns id and score. For operators only. */
export function downloadScores(client: Client, id: string | number): AsyncIterable<Buffer> {
  return client.download(`${audiencePath(id)}/lookalike_scores`);
}
