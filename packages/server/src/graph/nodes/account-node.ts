import type { AdAccount } from '../../access/index.ts';
import type { Visit } from '../context.ts';
import { type Field, fieldsText, parseFiltering } from '../wire/index.ts';
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
      own: queryOf(field),
    },
    visit,
  );
}

/** What was asked of the rows inside of the field, as the parameters of a call that asks for them alone. */
function queryOf({ fields, filtering, summary }: Field): string {
  return new URLSearchParams({
    ...(fields === null ? {} : { fields: fieldsText(fields) }),
    ...(filtering === undefined ? {} : { filtering: JSON.stringify(filtering) }),
    ...(summary === true ? { summary: 'true' } : {}),
  }).toString();
}
