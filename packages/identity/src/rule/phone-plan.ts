import { type CountryCode, getCountryCallingCode, Metadata } from 'libphonenumber-js/max';

/** What the library's plan knows beside its published types. */
interface NumberingPlan {
  nationalPrefix(): string | 0 | undefined;
  type(name: 'FIXED_LINE' | 'MOBILE'): { possibleLengths(): readonly number[] | undefined } | undefined;
}

interface Plan {
  readonly code: string;
  /** What is dialled in front within the country only; '' where there is nothing. */
  readonly trunk: string;
  readonly lengths: readonly number[];
  readonly mobileLengths: readonly number[];
}

const plans = new Map<CountryCode, Plan>();

/**
 * Whether digits without a + begin with the code of the country nevertheless: they do not begin with what is dialled
 * within it, and are as long as one of its numbers behind the code. Where nothing is dialled in front, a number that
 * is as long as a mobile one is one. The rule of Kindred's import of people (`staging/sql/phones.sql`), which libphonenumber
 * lacks for countries whose numbers have many lengths: 4915112345678 in Germany.
 */
export function hasOwnCode(digits: string, country: CountryCode): boolean {
  const { code, trunk, lengths, mobileLengths } = planOf(country);
  if (!digits.startsWith(code) || (trunk !== '' && digits.startsWith(trunk))) return false;
  return (
    lengths.includes(digits.length - code.length) && (trunk !== '' || !mobileLengths.includes(digits.length))
  );
}

function planOf(country: CountryCode): Plan {
  const known = plans.get(country);
  if (known !== undefined) return known;
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const numbering = metadata.numberingPlan as unknown as NumberingPlan;
  const mobileLengths = numbering.type('MOBILE')?.possibleLengths() ?? [];
  const plan: Plan = {
    code: getCountryCallingCode(country),
    trunk: numbering.nationalPrefix() || '',
    lengths: [...(numbering.type('FIXED_LINE')?.possibleLengths() ?? []), ...mobileLengths],
    mobileLengths,
  };
  plans.set(country, plan);
  return plan;
}
