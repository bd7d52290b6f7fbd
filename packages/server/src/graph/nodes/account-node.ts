import type { AdAccount } from '../../access/index.ts';
import type { Visit } from '../context.ts';
import { type Field, parseFiltering } from '../wire/index.ts';
import { audiencesEdge } from './audiences-edge.ts';
import { pageOfField } from './page.ts';
import type { NodeKind } from './project.ts';

/** Fields of an ad account that a platform of one's own can know (specification 1.3). */
export const accountKind: NodeKind<AdAccount> = {
  name: 'AdAccount',
  id: (account) => `act_${account.graphId}`,
  fields: {
    account_id: (account) => account.graphId,
    account_status: () => 1,
    age: () => 0,
    business: () => undefined,
    capabilities: () => ['CAN_CREATE_LOOKALIKES_WITH_CUSTOM_RATIO'],
    created_time: () => undefined,
    currency: () => 'USD',
    customaudiences: (account, visit, field) => audiencesOf(account, visit, field),
    name: (account) => account.name,
    owner: () => undefined,
    timezone_id: () => undefined,
    timezone_name: () => 'Etc/UTC',
    timezone_offset_hours_utc: () => 0,
    tos_accepted: () => ({ custom_audience_tos: 1 }),
    user_tos_accepted: () => ({ custom_audience_tos: 1 }),
  },
};

function audiencesOf(account: AdAccount, visit: Visit, field: Field): Promise<unknown> {
  return audiencesEdge(
    account,
    {
      page: pageOfField(field),
      fields: field.fields ?? [],
      filters: parseFiltering(field.filtering ?? null),
      withSummary: field.summary ?? false,
      params: null,
    },
    visit,
  );
}
