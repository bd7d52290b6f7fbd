import { limits } from '@kindred/contract';
import { type AdAccount, isStrict } from '../../access/index.ts';
import { type LookalikeProblem, LookalikeRefused, readSpec, SpecRefused } from '../../lookalike/index.ts';
import { requireWrite, unsupported, type Visit } from '../context.ts';
import { GraphError, type Params } from '../wire/index.ts';
import { boundedText } from './customer-list.ts';

const audienceIdForm = /^\d{15,19}$/;

/**
 * Makes a lookalike of a customer list of the same ad account (specification 6); its people are found in the background.
 * Who has a list shared may read it, and not make lookalikes of it.
 */
export async function createLookalike(account: AdAccount, params: Params, visit: Visit): Promise<string> {
  const { caller, context } = visit;
  requireWrite(caller);
  const sent = params.json('lookalike_spec');
  const name = boundedText('name', params.text('name'), limits.audience_name_chars_max) ?? '';
  const originId = params.text('origin_audience_id') ?? originOfSpec(sent) ?? '';
  const missing = [
    ...(name.trim() === '' ? ['name'] : []),
    ...(originId === '' ? ['origin_audience_id'] : []),
    ...(params.has('lookalike_spec') ? [] : ['lookalike_spec']),
  ];
  if (missing.length > 0) throw GraphError.of('params_missing', { names: missing.join(', ') });
  const description = boundedText(
    'description',
    params.text('description'),
    limits.audience_description_chars_max,
  );
  try {
    const spec = readSpec(specOf(sent));
    const origin = audienceIdForm.test(originId)
      ? await context.audiences.find(originId, [account.id])
      : null;
    if (origin === null) throw unsupported('GET', originId);
    const isSeedStrict = isStrict(caller, 'lookalike_seed');
    if (params.bool('enable_fetch_or_create') === true) {
      const known = await context.lookalikes.findSame({ adAccountId: account.id, origin, spec });
      if (known !== null) return known;
    }
    const request = { adAccountId: account.id, tokenId: caller.tokenId, name, description, origin, spec };
    return (await context.lookalikes.create({ ...request, isSeedStrict })).graphId;
  } catch (error) {
    if (error instanceof SpecRefused) throw specError(error);
    if (error instanceof LookalikeRefused) throw problemError(error.problem);
    throw error;
  }
}

/**
 * The specification without keys that say nothing. Who sends back what was read names the countries as
 * `target_countries`; they count where nothing else says where the people are to be found.
 */
function specOf(sent: unknown): unknown {
  if (typeof sent !== 'object' || sent === null || Array.isArray(sent)) return sent;
  const { target_countries: countries, ...spec } = Object.fromEntries(
    Object.entries(sent).filter(([, value]) => value !== null && value !== ''),
  );
  const isPlaced = spec['country'] !== undefined || spec['location_spec'] !== undefined;
  return isPlaced || countries === undefined
    ? spec
    : { ...spec, location_spec: { geo_locations: { countries } } };
}

/** Some clients send back what they read: the origin within the specification. */
function originOfSpec(spec: unknown): string | null {
  const origins = (spec as { readonly origin?: unknown } | null)?.origin;
  const [first] = Array.isArray(origins) ? (origins as readonly { readonly id?: unknown }[]) : [];
  return first?.id === undefined ? null : String(first.id);
}

function problemError(problem: LookalikeProblem): GraphError {
  switch (problem) {
    case 'origin_is_lookalike':
      return GraphError.of('lookalike_of_lookalike');
    case 'seed_too_small':
      return GraphError.of('lookalike_seed_too_small');
    case 'duplicate':
      return GraphError.of('lookalike_duplicate');
    case 'too_many':
      return GraphError.of('lookalikes_too_many');
  }
}

function specError({ problem, message }: SpecRefused): GraphError {
  const values = { problem: message };
  switch (problem) {
    case 'country_missing':
      return GraphError.of('lookalike_location_missing', values);
    case 'country_invalid':
      return GraphError.of('lookalike_country_invalid', values);
    case 'special_category':
      return GraphError.of('lookalike_special_category', values);
    default:
      return GraphError.of('lookalike_spec_invalid', values);
  }
}
