import { type CountryCode, getCountries, getCountryCallingCode, Metadata } from 'libphonenumber-js/max';

/**
 * What is needed to complete a national phone number, as lists that run side by side, one entry a country:
 * its calling code, the prefix that is dialled within it only, and how many digits a number may have behind
 * the code (bit n: n digits), fixed lines and mobiles together and mobiles alone.
 */
export interface PhonePlans {
  readonly plan_countries: readonly string[];
  readonly plan_codes: readonly string[];
  readonly plan_trunks: readonly string[];
  readonly plan_national_lengths: readonly bigint[];
  readonly plan_mobile_lengths: readonly bigint[];
}

/** What the library's plan knows beside its published types. */
interface NumberingPlan {
  nationalPrefix(): string | 0 | undefined;
  type(name: 'FIXED_LINE' | 'MOBILE'): { possibleLengths(): readonly number[] | undefined } | undefined;
}

export function phonePlans(): PhonePlans {
  const countries = getCountries();
  const plans = countries.map(planOf);
  return {
    plan_countries: countries.map((country) => country.toLowerCase()),
    plan_codes: countries.map((country) => getCountryCallingCode(country)),
    plan_trunks: plans.map((plan) => plan.nationalPrefix() || ''),
    plan_national_lengths: plans.map((plan) =>
      bitsOf([...lengthsOf(plan, 'FIXED_LINE'), ...lengthsOf(plan, 'MOBILE')]),
    ),
    plan_mobile_lengths: plans.map((plan) => bitsOf(lengthsOf(plan, 'MOBILE'))),
  };
}

function planOf(country: CountryCode): NumberingPlan {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  return metadata.numberingPlan as unknown as NumberingPlan;
}

function lengthsOf(plan: NumberingPlan, type: 'FIXED_LINE' | 'MOBILE'): readonly number[] {
  return plan.type(type)?.possibleLengths() ?? [];
}

function bitsOf(lengths: readonly number[]): bigint {
  return lengths.reduce((bits, length) => bits | (1n << BigInt(length)), 0n);
}
