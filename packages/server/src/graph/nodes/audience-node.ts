import {
  type Audience,
  deliveryStatus,
  operationStatus,
  roundedPeople,
  sizeBounds,
} from '../../audience/index.ts';
import { graphSpec } from '../../lookalike/index.ts';
import type { Visit } from '../context.ts';
import { sessionsEdge } from '../members/sessions-edge.ts';
import { receiversEdge, type SharesRequest, sharedAccountsEdge } from '../sharing/shares-edges.ts';
import type { Field } from '../wire/index.ts';
import { rowsOfField } from './page.ts';
import { type NodeKind, unset } from './project.ts';

/** Values that this platform never has; asked for, they are left out, as Facebook does. */
const neverSet = [
  'data_source_types',
  'datafile_custom_audience_uploading_status',
  'excluded_custom_audiences',
  'external_event_source',
  'fields_violating_integrity_policy',
  'household_audience',
  'included_custom_audiences',
  'messenger_marketing_messages_page',
  'owner_business',
  'page_deletion_marked_delete_time',
  'pixel_id',
  'regulated_audience_spec',
  'rev_share_policy_id',
  'rule',
  'rule_aggregation',
  'rule_v2',
  'seed_audience',
];

/** Fields of a custom audience (specification 2.1). */
export const audienceKind: NodeKind<Audience> = {
  name: 'CustomAudience',
  id: (audience) => audience.graphId,
  fields: {
    ...unset(neverSet),
    account_id: async (audience, { context }) => (await context.accounts.byId(audience.adAccountId))?.graphId,
    adaccounts: (audience, visit, field) =>
      audience.reception === null ? receiversEdge(audience, sharesOf(field), visit) : undefined,
    approximate_count: (audience) =>
      sizeBounds(audience).lower === -1 ? -1 : roundedPeople(audience.memberCount),
    approximate_count_lower_bound: (audience) => sizeBounds(audience).lower,
    approximate_count_upper_bound: (audience) => sizeBounds(audience).upper,
    customer_file_source: (audience) => audience.customerFileSource,
    data_source: dataSource,
    delete_time: () => 0,
    delivery_status: (audience) => deliveryStatus(audience),
    description: (audience) => audience.description,
    is_eligible_for_sac_campaigns: () => false,
    is_household: () => false,
    is_snapshot: () => false,
    is_value_based: (audience) => audience.isValueBased,
    lookalike_audience_ids: lookalikeIds,
    lookalike_spec: lookalikeSpec,
    name: (audience) => audience.name,
    operation_status: (audience) => operationStatus(audience),
    opt_out_link: (audience) => audience.optOutLink,
    owner_account_info: async (audience, { context }) => {
      const account = await context.accounts.byId(audience.adAccountId);
      return account === null ? undefined : { account_id: account.graphId, account_name: account.name };
    },
    permission_for_actions: ({ reception, subtype }, { caller }) => {
      const isOwn = reception === null;
      return {
        can_edit: isOwn && caller.role !== 'account_read',
        can_see_insight: isOwn || reception.permissions === 'targeting_and_insights',
        can_share: isOwn && caller.role !== 'account_read',
        subtype_supports_lookalike: isOwn && subtype === 'CUSTOM',
        supports_recipient_lookalike: false,
      };
    },
    retention_days: (audience) => audience.retentionDays,
    sessions: (audience, visit, field) =>
      audience.reception === null
        ? sessionsEdge(audience, { ...rowsOfField(field), sessionId: '' }, visit)
        : undefined,
    shared_account_info: (audience, visit, field) =>
      audience.reception === null ? sharedAccountsEdge(audience, sharesOf(field), visit) : undefined,
    sharing_status: ({ reception }) =>
      reception === null ? undefined : { sharing_relationship_id: reception.id, status: 'SHARED' },
    subtype: (audience) => audience.subtype,
    time_content_updated: (audience) => seconds(audience.contentUpdatedAt),
    time_created: (audience) => seconds(audience.createdAt),
    time_updated: (audience) => seconds(audience.updatedAt),
  },
};

/** Lookalikes that start from the audience; left out when there are none. */
async function lookalikeIds(audience: Audience, { context }: Visit): Promise<unknown> {
  const ids = await context.lookalikes.reader.idsOfOrigin(audience.id);
  return ids.length === 0 ? undefined : ids;
}

async function lookalikeSpec(audience: Audience, { context }: Visit): Promise<unknown> {
  if (audience.lookalikeState === null) return undefined;
  const lookalike = await context.lookalikes.reader.find(audience.id);
  return lookalike === null ? undefined : graphSpec(lookalike.spec, lookalike.origin);
}

/** What was asked of an edge inside of the field. Receivers are not told of uploads, nor who else has the audience. */
function sharesOf(field: Field): SharesRequest {
  return { ...rowsOfField(field), permissions: null };
}

/** What the people of an audience come from, in the words of specification 2.1. */
function dataSource(audience: Audience): unknown {
  if (audience.subtype === 'LOOKALIKE') return { type: 'SEED_BASED', sub_type: 'CUSTOM_AUDIENCE_USERS' };
  if (audience.accepted === 0) return { type: 'UNKNOWN', sub_type: 'ANYTHING' };
  return { type: 'FILE_IMPORTED', sub_type: subTypeOf(audience) ?? 'HASHES_OR_USER_IDS' };
}

/** Null where nothing says it: for an empty list, and one that came as a file which names its own columns. */
export function subTypeOf({ dataSubType, userType }: Audience): string | null {
  if (dataSubType !== 'ANYTHING') return dataSubType;
  if (userType === null) return null;
  return userType === 'mobile_advertiser_id' ? 'MOBILE_ADVERTISER_IDS' : 'HASHES_OR_USER_IDS';
}

function seconds(date: Date | null): number | undefined {
  return date === null ? undefined : Math.floor(date.getTime() / 1000);
}
