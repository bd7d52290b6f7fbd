import assert from 'node:assert/strict';
import type { Funnel } from '@kindred/contract';
import type { Client } from './client.ts';
import { appliedAudience, appliedUpload, type Shop, updateAudience } from './shop.ts';
import { assertSumsClose } from './sums.ts';

/** Makes and changes audiences of one ad account: each file to its end, and with sums that close. */
export function audiencesOf({ accountId }: Shop, client: Client) {
  return {
    async create(
      content: string,
      userType: string | null = 'email_hash',
    ): Promise<{ readonly audienceId: number; readonly funnel: Funnel }> {
      const { audienceId, report } = await appliedAudience({ client, accountId, content, userType });
      assertSumsClose(report.funnel);
      return { audienceId, funnel: report.funnel };
    },

    async put(
      audienceId: number,
      operation: string | null,
      content: string,
      userType: string | null = null,
    ): Promise<Funnel> {
      const { uploadId } = await updateAudience(audienceId, operation, { client, content, userType });
      const report = await appliedUpload(client, uploadId);
      assert.equal(report.operation, operation ?? 'add');
      assertSumsClose(report.funnel);
      return report.funnel;
    },
  };
}
