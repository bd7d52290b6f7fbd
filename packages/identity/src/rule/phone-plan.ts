import { type CountryCode, getCountryCallingCode, Metadata, type PhoneNumber } from 'libphonenumber-js/max';

/** What the library's plans know beside their published types. */
interface NumberingPlans {
  /** The first is the one that numbers are read by when no country is given. */
  getCountryCodesForCallingCode(code: string): readonly string[] | undefined;
}

interface NumberingPlan {
  nationalPrefix(): string | 0 | undefined;
  nationalPrefixForParsing(): string | undefined;
  type(name: 'FIXED_LINE' | 'MOBILE'): { possibleLengths(): readonly number[] | undefined } | undefined;
}

interface Plan {
  readonly code: string;
  /** What is dialled in front within the country only; '' where there is nothing. */
  readonly trunk: string;
  /** What the library takes for it, and for the prefixes of carriers; null where it takes nothing away. */
  readonly trunkPattern: RegExp | null;
  /** Whether a number with the code is read by this plan when no country is given: +1 is read by that of the US. */
  readonly isOwner: boolean;
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

/**
 * Whether a number that was read may be another one, or none, when it is read again: it begins, behind its code, with
 * what is dialled within its country in front of one, or its code is first of all another country's.
 */
export function mayBeReadOtherwise({ country, nationalNumber }: PhoneNumber): boolean {
  if (country === undefined) return true;
  const { isOwner, trunkPattern } = planOf(country);
  return !isOwner || trunkPattern?.test(nationalNumber) === true;
}

function planOf(country: CountryCode): Plan {
  const known = plans.get(country);
  if (known !== undefined) return known;
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const numbering = metadata.numberingPlan as unknown as NumberingPlan;
  const mobileLengths = numbering.type('MOBILE')?.possibleLengths() ?? [];
  const trunkPattern = numbering.nationalPrefixForParsing();
  const code = getCountryCallingCode(country);
  const owners = (metadata as unknown as NumberingPlans).getCountryCodesForCallingCode(code);
  const plan: Plan = {
    code,
    trunk: numbering.nationalPrefix() || '',
    trunkPattern: trunkPattern === undefined ? null : new RegExp(`^(?:${trunkPattern})`),
    isOwner: owners?.[0] === country,
    lengths: [...(numbering.type('FIXED_LINE')?.possibleLengths() ?? []), ...mobileLengths],
    mobileLengths,
  };
  plans.set(country, plan);
  return plan;
}
