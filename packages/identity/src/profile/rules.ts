import type { Kind } from '../kind.ts';
import { date, day, month, year } from '../rule/birth.ts';
import { email, emailWithoutSpaces, googleEmail } from '../rule/email.ts';
import { gender, genderOrNeither } from '../rule/gender.ts';
import { mobileId, numericId, opaqueId } from '../rule/ids.ts';
import { asWritten, firstLetter, googleName, letters, lowerCase } from '../rule/letters.ts';
import { phone, phoneWithPlus } from '../rule/phone.ts';
import { country, googleZip, state, zip, zipDigits } from '../rule/place.ts';
import { type Rule, then } from '../rule/rule.ts';

/** How a platform wants one kind: its canonical form, and whether the SHA-256 of it is sent or itself. */
export interface Taken {
  readonly rule: Rule;
  readonly hashed: boolean;
}

type Table = Readonly<Partial<Record<Kind, Taken>>>;

const hashed = (rule: Rule): Taken => ({ rule, hashed: true });
const plain = (rule: Rule): Taken => ({ rule, hashed: false });
const upperCountry = then(country, (code) => code.toUpperCase());

/**
 * What each platform takes. A kind that is missing is refused, so that nothing is sent that nobody reads.
 * `sources` of profiles.ts names the page of each platform; a rule says which sentence of it it follows.
 */
export const tables = {
  /** Custom Audiences with several keys, `schema`; the form of Kindred's own keys. */
  meta: {
    EXTERN_ID: plain(opaqueId),
    UID: plain(numericId),
    EMAIL: hashed(email),
    PHONE: hashed(phone),
    MADID: plain(mobileId),
    THIRD_PARTY_ID: plain(opaqueId),
    FN: hashed(letters),
    LN: hashed(letters),
    FI: hashed(firstLetter),
    GEN: hashed(gender),
    DOB: hashed(date),
    DOBY: hashed(year),
    DOBM: hashed(month),
    DOBD: hashed(day),
    CT: hashed(letters),
    ST: hashed(state),
    ZIP: hashed(zip),
    COUNTRY: hashed(country),
  },
  /** Customer Match: names hashed, country and postal code plain, numbers with their plus. */
  google: {
    EXTERN_ID: plain(opaqueId),
    EMAIL: hashed(googleEmail),
    PHONE: hashed(phoneWithPlus),
    MADID: plain(mobileId),
    FN: hashed(googleName),
    LN: hashed(googleName),
    ZIP: plain(googleZip),
    COUNTRY: plain(upperCountry),
  },
  /** Customer File: three kinds, all hashed. */
  tiktok: {
    EMAIL: hashed(emailWithoutSpaces),
    PHONE: hashed(phoneWithPlus),
    MADID: hashed(mobileId),
  },
  /** Audience Match: three kinds, all hashed, device ids too. */
  snap: {
    EMAIL: hashed(email),
    PHONE: hashed(phone),
    MADID: hashed(mobileId),
  },
  /** user_data: everything hashed, device ids (`hashed_maids`) too. */
  pinterest: {
    EXTERN_ID: hashed(opaqueId),
    EMAIL: hashed(email),
    PHONE: hashed(phone),
    MADID: hashed(mobileId),
    FN: hashed(lowerCase),
    LN: hashed(lowerCase),
    GEN: hashed(genderOrNeither),
    DOB: hashed(date),
    CT: hashed(lowerCase),
    ST: hashed(state),
    ZIP: hashed(zipDigits),
    COUNTRY: hashed(country),
  },
  /** Audiences of users: hashed addresses; device ids, names and country as they are. */
  linkedin: {
    EMAIL: hashed(email),
    MADID: plain(mobileId),
    FN: plain(asWritten),
    LN: plain(asWritten),
    COUNTRY: plain(upperCountry),
  },
} as const satisfies Readonly<Record<string, Table>>;
