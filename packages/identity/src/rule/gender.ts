import type { Rule } from './rule.ts';

/**
 * Words for male and female, as forms write them in the languages of the Americas and Europe. A list and not the
 * first letter: `mujer` is no man, `hombre` no h, and `w` stands for weiblich.
 */
const words: ReadonlyMap<string, 'm' | 'f'> = new Map([
  ...'m male man boy mr mister männlich mann herr homme masculin monsieur hombre masculino varón maschio uomo homem mannelijk man mand mies'
    .split(' ')
    .map((word) => [word, 'm'] as const),
  ...'f female woman girl mrs ms miss w weiblich frau femme féminin feminin madame mujer femenino femmina donna feminino mulher vrouwelijk vrouw kvinde kvinna nainen'
    .split(' ')
    .map((word) => [word, 'f'] as const),
]);

/** Meta, GEN: `m` or `f`. Whatever says neither is refused: it would only match those who were guessed the same. */
export const gender: Rule = (text) => {
  const canonical = words.get(bare(text));
  return canonical === undefined ? 'not_a_gender' : { canonical };
};

/** Pinterest, ge: also `n` for people who are neither. */
export const genderOrNeither: Rule = (text, around) =>
  /^(n|non-?binary|nonbinary|diverse?|divers)$/.test(bare(text)) ? { canonical: 'n' } : gender(text, around);

function bare(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(/\.$/, '');
}
