import type { Rule } from './rule.ts';

/** Letters that Unicode does not take apart into a letter and its accent, as they are written without it. */
const joined: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ı: 'i',
  ŋ: 'n',
  ŧ: 't',
};

/** Small letters of any script with their marks, composed; everything else is gone. */
export function lettersOf(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}]/gu, '')
    .normalize('NFC');
}

/** The same without accents. Marks of scripts in which they are letters' parts (Devanagari, Hangul) stay. */
export function withoutAccents(letters: string): string {
  return letters
    .replace(/[ßæœøłđðþħıŋŧ]/g, (letter) => joined[letter] ?? letter)
    .normalize('NFD')
    .replace(/(\p{Script=Latin}|\p{Script=Greek}|\p{Script=Cyrillic})\p{M}+/gu, '$1')
    .normalize('NFC');
}

/**
 * Meta: small letters, no punctuation, no blanks; letters beyond a to z are allowed in UTF-8 (Customer Information
 * Parameters, `fn`, with 정 and Valéry as examples; Custom Audiences, FN, LN, CT). Variants, because people are
 * hashed either way: without accents, as a careful export writes them (`saopaulo`), and with all but a to z deleted,
 * as Meta's Python and PHP SDKs do (`sopaulo`).
 */
export const letters: Rule = (text) => {
  const canonical = lettersOf(text);
  if (!/\p{L}/u.test(canonical)) return 'no_letters';
  return { canonical, variants: latinVariants(canonical) };
};

/** Other spellings of what is not plain letters, without those that leave nothing. */
export function latinVariants(canonical: string): readonly string[] {
  if (/^[a-z]*$/.test(canonical)) return [];
  const spellings = [withoutAccents(canonical), canonical.replace(/[^a-z]/g, '')];
  return [...new Set(spellings)].filter((each) => each !== '' && each !== canonical);
}

/** Meta, FI: the first letter of the first name, small. */
export const firstLetter: Rule = (text) => {
  const canonical = /\p{L}\p{M}*/u.exec(lettersOf(text))?.[0];
  return canonical === undefined ? 'no_letters' : { canonical, variants: latinVariants(canonical) };
};

/** Pinterest: "in lowercase", and nothing more is asked for. */
export const lowerCase: Rule = (text) => ({
  canonical: text.normalize('NFC').toLowerCase().normalize('NFC'),
});

/**
 * Google, Data Manager API, given_name and family_name: small letters, trimmed. The Ads API also wants blanks within
 * first names and punctuation of last names gone, so that form is a variant.
 */
export const googleName: Rule = (text) => {
  const canonical = text.normalize('NFC').toLowerCase().normalize('NFC').replace(/\s+/gu, ' ').trim();
  if (!/\p{L}/u.test(canonical)) return 'no_letters';
  const bare = lettersOf(canonical);
  return { canonical, variants: bare === canonical ? [] : [bare] };
};

/** LinkedIn takes first and last names as they are. */
export const asWritten: Rule = (text) => ({ canonical: text.normalize('NFC') });
