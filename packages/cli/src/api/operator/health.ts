import type { Finding } from '@kindred/contract';
import type { Client } from '../../wire/index.ts';
import { fieldOf } from '../answer.ts';

export async function readHealth(client: Client): Promise<readonly Finding[]> {
  return fieldOf(await client.get('/health/details'), 'findings');
}
