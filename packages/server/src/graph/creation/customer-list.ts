import { limits } from '@kindred/contract';
import { type AdAccount, writeAudit } from '../../access/index.ts';
import { insertAudience } from '../../audience/index.ts';
import { requireWrite, type Visit } from '../context.ts';
import { GraphError, invalidParameter, type Params } from '../wire/index.ts';

const fileSources = ['USER_PROVIDED_ONLY', 'PARTNER_PROVIDED_ONLY', 'BOTH_USER_AND_PARTNER_PROVIDED'];

/** Nobody means more, and the control store holds no more than 32 bits. */
const retentionDaysMax = 36_500;

/** Makes a custom audience for a customer list (specification 1.2). Gives its Graph id. */
export async function createCustomerList(account: AdAccount, params: Params, visit: Visit): Promise<string> {
  const { caller, context } = visit;
  requireWrite(caller);
  const audience = readNewAudience(account, params);
  if (params.bool('enable_fetch_or_create') === true) {
    // There is nothing else by which two of them would be the same.
    const known = await context.audiences.findNamed(account.id, audience.name, 'CUSTOM');
    if (known !== null) return known.graphId;
  }
  if ((await context.audiences.countOf(account.id, ['CUSTOM'])) >= limits.custom_audiences_max) {
    throw GraphError.of('audiences_too_many');
  }
  const made = await context.control.transaction(async (tx) => {
    const inserted = await insertAudience(tx, audience);
    await writeAudit(tx, caller.tokenId, 'audience.create', String(inserted.id), {});
    return inserted;
  });
  return made.graphId;
}

function readNewAudience(account: AdAccount, params: Params): Parameters<typeof insertAudience>[1] {
  const name = params.text('name') ?? '';
  const source = params.text('customer_file_source') ?? '';
  const missing = [
    ...(name.trim() === '' ? ['name'] : []),
    ...(source === '' ? ['customer_file_source'] : []),
  ];
  if (missing.length > 0) throw GraphError.of('params_missing', { names: missing.join(', ') });
  return {
    adAccountId: account.id,
    name: boundedText('name', name, limits.audience_name_chars_max) ?? '',
    subtype: 'CUSTOM',
    userType: null,
    isValueBased: params.bool('is_value_based') ?? false,
    ...readChange(params),
  };
}

/** What may be said when an audience is made and changed later. */
export function readChange(params: Params): {
  readonly description: string | null;
  readonly optOutLink: string | null;
  readonly customerFileSource: string | null;
  readonly retentionDays: number;
} {
  const source = params.text('customer_file_source')?.toUpperCase() ?? null;
  if (source !== null && source !== '' && !fileSources.includes(source)) {
    throw invalidParameter('customer_file_source', `be one of {${fileSources.join(', ')}}`);
  }
  const retentionDays = params.integer('retention_days') ?? 0;
  if (retentionDays < 0 || retentionDays > retentionDaysMax) {
    throw invalidParameter('retention_days', `be from 0 to ${retentionDaysMax}`);
  }
  const description = params.text('description');
  return {
    description: boundedText('description', description, limits.audience_description_chars_max),
    optOutLink: boundedText('opt_out_link', params.text('opt_out_link'), limits.opt_out_link_chars_max),
    customerFileSource: source === '' ? null : source,
    retentionDays,
  };
}

export function boundedText(name: string, text: string | null, charactersMax: number): string | null {
  if (text === null) return null;
  if (text.includes('\0')) throw invalidParameter(name, 'not hold a NUL character');
  if (text.length <= charactersMax) return text;
  throw invalidParameter(name, `be no longer than ${charactersMax} characters`);
}
