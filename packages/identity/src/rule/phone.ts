import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { hasOwnCode, mayBeReadOtherwise } from './phone-plan.ts';
import { type Rule, then } from './rule.ts';

/** What exports write in front of a number. */
const label = /^(tel|p|phone|whatsapp|mobile):/i;
const numberish = /^[+0-9 ()[\]./\-\u00a0\u2000-\u2015\u2212]+(;?(ext|x|#).*)?$/i;

/**
 * Meta: digits only, with country code, without leading zeros (Customer Information Parameters, `ph`; Custom
 * Audiences, PHONE). What a written number means is told by libphonenumber: a + or the international prefix says
 * that the code is there; any other number is completed with the country.
 */
export const phone: Rule = (text, { country }) => {
  if (/^[0-9]+([.,][0-9]+)?e\+?[0-9]+$/i.test(text)) return 'spreadsheet_number';
  const written = asciiDigits(text).replace(label, '').trim();
  if (!numberish.test(written)) return 'not_a_phone';
  const known = country.toUpperCase();
  const place = isSupportedCountry(known) ? known : undefined;
  const found = international(written) ?? (place === undefined ? null : national(written, place));
  if (found !== null) return found === '' ? 'not_a_phone' : { canonical: found };
  const digits = written.replace(/[^0-9]/g, '');
  // Without a country only a number that has its code already can be told, and one with a zero in front has not.
  const complete = digits.startsWith('0') ? '' : parsed(`+${digits}`);
  if (complete !== '') return { canonical: complete };
  return place === undefined && digits.length >= 5 && digits.length <= 15
    ? 'phone_without_country'
    : 'not_a_phone';
};

/** E.164 with its plus: Google (Data Manager API) and TikTok (Customer File). */
export const phoneWithPlus: Rule = then(phone, (digits) => `+${digits}`);

/** A number that says itself that its country code is there; null for any other, '' for one that cannot be. */
function international(written: string): string | null {
  const bare = written.replace(/^[ (]+/, '');
  if (bare.startsWith('+')) return parsed(bare);
  if (!/^00[^0]/.test(bare.replace(/[^0-9]/g, ''))) return null;
  // Some countries dial another prefix that begins with 00 (0011 in Australia): the country then knows better.
  return parsed(`+${bare.replace(/^[^0-9]*0[^0-9]*0/, '')}`) || null;
}

/** Null where the number is none of the country, but may have a code of its own. */
function national(written: string, country: CountryCode): string | null {
  const digits = written.replace(/[^0-9]/g, '');
  const number = hasOwnCode(digits, country) ? parsed(`+${digits}`) : parsed(written, country);
  return number === '' ? null : number;
}

/**
 * With the code of the country, in digits only; '' for what is no number. What another reader would read as another
 * number, because one more of the zeros that are dialled within the country is taken away, is none.
 */
function parsed(written: string, country?: CountryCode): string {
  const number = parsePhoneNumberFromString(written, country);
  if (number?.isPossible() !== true) return '';
  const isSettled = !mayBeReadOtherwise(number) || isReadAs(number.number);
  return isSettled ? number.number.slice(1) : '';
}

function isReadAs(number: string): boolean {
  const again = parsePhoneNumberFromString(number);
  return again?.number === number && again.isPossible();
}

/** Digits of any script as those of ASCII: every script has its ten in a row. */
function asciiDigits(text: string): string {
  return text.normalize('NFKC').replace(/\p{Nd}/gu, (digit) => {
    if (digit >= '0' && digit <= '9') return digit;
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (/^\p{Nd}$/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
    return String(code - zero);
  });
}
