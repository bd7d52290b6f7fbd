import type { Client } from '../../wire/index.ts';
import { fieldOf } from '../answer.ts';

/** One thing that was looked at, and what to do about it. */
export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly say: string;
  readonly todo: string | null;
}

export async function readHealth(client: Client): Promise<readonly Finding[]> {
  return fieldOf(await client.get('/health/details'), 'findings');
}
