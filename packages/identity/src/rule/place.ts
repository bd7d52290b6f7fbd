import { codeOfCountry } from '../list/countries.ts';
import { stateCodes } from '../list/us-states.ts';
import { latinVariants, lettersOf } from './letters.ts';
import type { Outcome, Rule } from './rule.ts';

/**
 * Meta, ST: the two letters of ANSI INCITS 38 for states of the US, small; elsewhere small letters without
 * punctuation and blanks. A person without a country whose state has the name of one of the US is taken for one of it.
 */
export const state: Rule = (text, { country }) => {
  const name = lettersOf(text);
  if (!/\p{L}/u.test(name)) return 'no_letters';
  const canonical = country === 'us' || country === '' ? (stateCodes.get(name) ?? name) : name;
  return { canonical, variants: latinVariants(canonical) };
};

/** The whole of a UK postcode without its blank: area, district, sector and the two letters of the unit (BS 7666). */
const britishCode = /^(gir0|[a-z]{1,2}[0-9][a-z0-9]?[0-9])[a-z]{2}$/;

/**
 * Meta, ZIP: small letters, no blanks; of the US the first five digits; of the UK area, district and sector (M1 1AE
 * is `m11`). A code in the form of the UK is told without a country, because no other country has this form.
 */
export const zip: Rule = (text, { country }) => {
  const code = compatible(compatible(text).toLowerCase().replace(/\s+/gu, ''));
  if (!/[\p{L}\p{N}]/u.test(code)) return 'not_a_zip';
  if (country === 'us' || (country === '' && /^[0-9]{5}-[0-9]{0,4}$/.test(code))) return americanZip(code);
  if ((country === 'gb' || country === '') && britishCode.test(code)) {
    return { canonical: code.slice(0, -2), variants: [code] };
  }
  return { canonical: code, variants: hyphenVariants(code) };
};

function americanZip(code: string): Outcome {
  const digits = code.split('-', 1)[0] ?? '';
  if (/^[0-9]{3,4}$/.test(digits)) return 'zip_digits_missing';
  return /^[0-9]{5}([0-9]{4})?$/.test(digits) ? { canonical: digits.slice(0, 5) } : 'not_a_zip';
}

/** "No dash" (Customer Information Parameters, `zp`), and the part before it, as Meta's SDKs hash it. */
function hyphenVariants(code: string): readonly string[] {
  const spellings = [code.replaceAll('-', ''), code.split('-', 1)[0] ?? ''];
  return [...new Set(spellings)].filter((each) => each !== '' && each !== code);
}

/** Google: plain; of the US five digits or five and four, elsewhere without extensions. */
export const googleZip: Rule = (text, { country }) => {
  const code = compatible(compatible(text).toUpperCase().replace(/\s+/gu, ' ').trim());
  if (!/[\p{L}\p{N}]/u.test(code)) return 'not_a_zip';
  if (country === 'us' && /^[0-9]{3,4}$/.test(code)) return 'zip_digits_missing';
  return { canonical: code };
};

/** Pinterest, zp: "only digits". */
export const zipDigits: Rule = (text) => {
  const canonical = compatible(text).replace(/[^0-9]/g, '');
  return canonical === '' ? 'not_a_zip' : { canonical };
};

/** Meta, COUNTRY: the two letters of ISO 3166-1, small. */
export const country: Rule = (text) => {
  const canonical = codeOfCountry(text);
  return canonical === null ? 'unknown_country' : { canonical };
};

/**
 * Full-width and other spellings of a character as the character. Also asked for after case and blanks have changed,
 * because either may leave a letter and its accent apart that belong together, and the hash would be another.
 */
function compatible(text: string): string {
  return text.normalize('NFKC');
}
