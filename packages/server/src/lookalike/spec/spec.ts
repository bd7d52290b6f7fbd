import { limits } from '@kindred/contract';
import { countryCodes } from '@kindred/identity';
import { countriesOfGroup } from './countries.ts';

/** What a lookalike is asked to be, in one form, however it was written (specification 6.1). */
export interface LookalikeSpec {
  readonly type: 'similarity' | 'reach' | 'custom_ratio';
  /** Shares of the people of a country, in per cent: from the first, up to the second. 0 to 20. */
  readonly fromPercent: number;
  readonly toPercent: number;
  /** ISO 3166-1 alpha-2, in capitals; sorted. */
  readonly countries: readonly string[];
  /** Every country of the population, beside those that are named as left out. */
  readonly isWorldwide: boolean;
  readonly excludedCountries: readonly string[];
  readonly allowInternationalSeeds: boolean;
  /** Features, and tokens of any feature, that this lookalike must not be made of. */
  readonly excludedFeatures: readonly string[];
  readonly excludedTokens: readonly string[];
}

/** Why a specification cannot be used. */
export type SpecProblem =
  | 'spec_invalid'
  | 'type_invalid'
  | 'ratio_invalid'
  | 'starting_ratio_invalid'
  | 'country_missing'
  | 'country_invalid'
  | 'origin_unknown'
  | 'special_category';

/** A specification that cannot be used: which part, and what it must be. */
export class SpecRefused extends Error {
  override readonly name = 'SpecRefused';
  readonly problem: SpecProblem;

  constructor(problem: SpecProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

const percentOfType = { similarity: 1, reach: 5 } as const;

/** Sources of lookalikes that need a platform of advertisements, pages or pixels. */
const foreignSources = [
  'page_id',
  'engagement_specs',
  'origin_event_sources',
  'origin_ids',
  'product_set_id',
];

/** Kinds of advertisement that the law protects people in (specification 6.1; ECOA, FHA and Title VII in the USA). */
const specialCategories = ['housing', 'employment', 'credit', 'financial_products_services'];

type Fields = Readonly<Record<string, unknown>>;

/** Reads a specification: an object, or its JSON text. Throws SpecRefused. */
export function readSpec(raw: unknown): LookalikeSpec {
  const fields = fieldsOf(raw);
  refuseSpecial(fields);
  refuseForeign(fields);
  return {
    ...sizeOf(fields),
    ...placesOf(fields),
    allowInternationalSeeds: isTrue(fields['allow_international_seeds']),
    excludedFeatures: namesOf(fields, 'excluded_features'),
    excludedTokens: namesOf(fields, 'excluded_tokens'),
  };
}

function fieldsOf(raw: unknown): Fields {
  if (typeof raw === 'string') {
    try {
      return fieldsOf(JSON.parse(raw) ?? []);
    } catch (error) {
      if (error instanceof SpecRefused) throw error;
      throw new SpecRefused('spec_invalid', 'must be an object, or the JSON of one');
    }
  }
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    throw new SpecRefused('spec_invalid', 'must be an object, or the JSON of one');
  }
  return raw as Fields;
}

/**
 * Leaving out age, sex and the like does not make a lookalike fair, because other features stand in for them: Meta had
 * to switch its own attempt off in 2022. So none is made.
 */
function refuseSpecial(fields: Fields): void {
  const named = [fields['special_ad_categories'], fields['special_ad_category']].flat().map(String);
  const special = named.find((each) => specialCategories.includes(each.toLowerCase()));
  if (special === undefined && !isTrue(fields['is_financial_service'])) return;
  throw new SpecRefused(
    'special_category',
    'No lookalike is made for housing, employment, credit or financial services: being like the people of a list ' +
      'repeats whom the list left out, whatever features are taken away. Use the customer list itself.',
  );
}

function refuseForeign(fields: Fields): void {
  const named = foreignSources.find((name) => fields[name] !== undefined);
  if (named === undefined && fields['conversion_type'] === undefined) return;
  throw new SpecRefused(
    'origin_unknown',
    `must name a custom audience; ${named ?? 'conversion_type'} is not known here`,
  );
}

/** `type` decides before `ratio`, as at Meta (php#181). */
function sizeOf(fields: Fields): Pick<LookalikeSpec, 'type' | 'fromPercent' | 'toPercent'> {
  const type = fields['type'] ?? 'custom_ratio';
  if (type === 'similarity' || type === 'reach') {
    return { type, fromPercent: startOf(fields, percentOfType[type]), toPercent: percentOfType[type] };
  }
  if (type !== 'custom_ratio') {
    throw new SpecRefused('type_invalid', 'type must be similarity, reach or custom_ratio');
  }
  const toPercent = percentOf(fields['ratio']);
  if (toPercent === null || toPercent < 1 || toPercent > limits.lookalike_percent_max) {
    throw new SpecRefused('ratio_invalid', 'ratio must be from 0.01 to 0.20, in steps of 0.01');
  }
  return { type, fromPercent: startOf(fields, toPercent), toPercent };
}

function startOf(fields: Fields, toPercent: number): number {
  const raw = fields['starting_ratio'];
  if (raw === undefined || raw === null) return 0;
  const percent = percentOf(raw);
  if (percent !== null && percent >= 0 && percent < toPercent) return percent;
  throw new SpecRefused('starting_ratio_invalid', 'starting_ratio must be below ratio, in steps of 0.01');
}

/** Whole per cents; null for anything else. Clients send numbers and texts. */
function percentOf(raw: unknown): number | null {
  const ratio = typeof raw === 'string' && raw.trim() !== '' ? Number(raw) : raw;
  if (typeof ratio !== 'number' || !Number.isFinite(ratio)) return null;
  const percent = Math.round(ratio * 100);
  return Math.abs(percent - ratio * 100) < 1e-6 ? percent : null;
}

function placesOf(fields: Fields): Pick<LookalikeSpec, 'countries' | 'isWorldwide' | 'excludedCountries'> {
  const location = fields['location_spec'];
  if (location !== undefined && location !== null) return locationOf(fieldsOf(location));
  const country = fields['country'];
  if (country === undefined || country === null || country === '') {
    throw new SpecRefused(
      'country_missing',
      'country, or a location_spec, must say where the people are to be found',
    );
  }
  return { countries: [countryOf(country)], isWorldwide: false, excludedCountries: [] };
}

function locationOf(
  location: Fields,
): Pick<LookalikeSpec, 'countries' | 'isWorldwide' | 'excludedCountries'> {
  const wanted = countriesOf(location['geo_locations']);
  const excluded = countriesOf(location['excluded_geo_locations']);
  if (!wanted.isWorldwide && wanted.countries.length === 0) {
    throw new SpecRefused('country_missing', 'location_spec must name countries in geo_locations');
  }
  const countries = wanted.countries.filter((each) => !excluded.countries.includes(each));
  if (!wanted.isWorldwide && countries.length === 0) {
    throw new SpecRefused('country_missing', 'location_spec excludes every country that it names');
  }
  return { countries, isWorldwide: wanted.isWorldwide, excludedCountries: excluded.countries };
}

function countriesOf(raw: unknown): { readonly countries: readonly string[]; readonly isWorldwide: boolean } {
  if (raw === undefined || raw === null) return { countries: [], isWorldwide: false };
  const fields = fieldsOf(raw);
  const groups = namesOf(fields, 'country_groups').map((each) => each.toLowerCase());
  const ofGroups = groups
    .filter((group) => group !== 'worldwide')
    .flatMap((group) => {
      const members = countriesOfGroup(group);
      if (members !== null) return members;
      throw new SpecRefused('country_invalid', 'country_groups knows worldwide, eea and europe');
    });
  const named = namesOf(fields, 'countries').map(countryOf);
  return {
    countries: [...new Set([...named, ...ofGroups])].sort(),
    isWorldwide: groups.includes('worldwide'),
  };
}

function countryOf(raw: unknown): string {
  const code = String(raw).trim().toUpperCase();
  if (code.length === 2 && countryCodes.get(code.toLowerCase()) === code.toLowerCase()) return code;
  throw new SpecRefused('country_invalid', 'country must be an ISO 3166-1 code of two letters');
}

function namesOf(fields: Fields, name: string): string[] {
  const raw = fields[name];
  if (raw === undefined || raw === null) return [];
  const list = Array.isArray(raw) ? raw : [raw];
  if (list.every((each) => typeof each === 'string')) return [...new Set(list)].sort();
  throw new SpecRefused('spec_invalid', `${name} must be a list of names`);
}

function isTrue(raw: unknown): boolean {
  return raw === true || raw === 1 || raw === '1' || raw === 'true';
}
