import assert from 'node:assert/strict';
import type { Client } from './client.ts';
import { fields, file } from './form.ts';

/** Sends a file of people who must not be in any audience from now on, and gives its id. */
export async function optOut(client: Client, content: string, userType = 'email_hash'): Promise<number> {
  const form = [...fields({ user_type: userType }), file(content)];
  const answer = await client.sendForm('POST', '/opt_outs', form);
  assert.equal(answer.status, 201, answer.text);
  return answer.json<{ opt_out: { id: number } }>().opt_out.id;
}
