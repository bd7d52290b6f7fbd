import type { AdAccount } from '../../access/index.ts';
import type { Visit } from '../context.ts';
import { type Field, parseFiltering } from '../wire/index.ts';
import { audiencesEdge } from './audiences-edge.ts';
import { rowsOfField } from './page.ts';
import { type NodeKind, project, unset } from './project.ts';

/** Of money, owners and advertisements, which there are none of here; asked for, they are left out. */
const neverSet = [
  'ad_account_promotable_objects',
  'agency_client_declaration',
  'all_capabilities',
  'amount_spent',
  'attribution_spec',
  'balance',
  'brand_safety_content_filter_levels',
  'business',
  'business_city',
  'business_country_code',
  'business_name',
  'business_state',
  'business_street',
  'business_street2',
  'business_zip',
  'can_create_brand_lift_study',
  'created_time',
  'custom_audience_info',
  'default_dsa_beneficiary',
  'default_dsa_payor',
  'disable_reason',
  'end_advertiser',
  'end_advertiser_name',
  'existing_customers',
  'expired_funding_source_details',
  'extended_credit_invoice_group',
  'failed_delivery_checks',
  'fb_entity',
  'funding_source',
  'funding_source_details',
  'has_migrated_permissions',
  'has_page_authorized_adaccount',
  'io_number',
  'is_attribution_spec_system_default',
  'is_ba_skip_delayed_eligible',
  'is_direct_deals_enabled',
  'is_in_3ds_authorization_enabled_market',
  'is_notifications_enabled',
  'is_personal',
  'is_prepay_account',
  'is_tax_id_required',
  'liable_address',
  'line_numbers',
  'media_agency',
  'min_campaign_group_spend_cap',
  'min_daily_budget',
  'offsite_pixels_tos_accepted',
  'opportunity_score',
  'owner',
  'owner_business',
  'partner',
  'rf_spec',
  'send_bill_to_address',
  'show_checkout_experience',
  'sold_to_address',
  'spend_cap',
  'tax_id',
  'tax_id_status',
  'tax_id_type',
  'timezone_id',
  'user_access_expire_time',
  'user_tasks',
  'viewable_business',
];

/** Fields of an ad account that a platform of one's own can know (specification 1.3). */
export const accountKind: NodeKind<AdAccount> = {
  name: 'AdAccount',
  id: (account) => `act_${account.graphId}`,
  fields: {
    ...unset(neverSet),
    account_id: (account) => account.graphId,
    account_status: () => 1,
    age: () => 0,
    capabilities: () => ['CAN_CREATE_LOOKALIKES_WITH_CUSTOM_RATIO'],
    currency: () => 'USD',
    customaudiences: (account, visit, field) => audiencesOf(account, visit, field),
    name: (account) => account.name,
    timezone_name: () => 'Etc/UTC',
    timezone_offset_hours_utc: () => 0,
    tos_accepted: () => ({ custom_audience_tos: 1 }),
    user_tos_accepted: () => ({ custom_audience_tos: 1 }),
  },
};

/** The node of an ad account. Asked for nothing, it tells its id without `act_`, too. */
export function accountNode(account: AdAccount, fields: readonly Field[], visit: Visit): Promise<unknown> {
  const asked = fields.length === 0 ? [{ name: 'account_id', fields: null }] : fields;
  return project(accountKind, account, asked, visit);
}

function audiencesOf(account: AdAccount, visit: Visit, field: Field): Promise<unknown> {
  return audiencesEdge(
    account,
    {
      ...rowsOfField(field),
      filters: parseFiltering(field.filtering ?? null),
      withSummary: field.summary ?? false,
    },
    visit,
  );
}
