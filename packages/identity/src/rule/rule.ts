import type { Reason } from '../reason.ts';

/** What is known around a value. */
export interface Surroundings {
  /** Two small letters (ISO 3166-1): the country of the person, or the one assumed; '' where nothing is known. */
  readonly country: string;
  /** The last year in which somebody can be born: this one. */
  readonly yearMax: number;
  /** What 05/04/1980 means. */
  readonly dateOrder: DateOrder;
}

export type DateOrder = 'mdy' | 'dmy';

/** The canonical form, other forms under which the same value is hashed elsewhere, or why there is none. */
export type Outcome = { readonly canonical: string; readonly variants?: readonly string[] } | Reason;

/** One rule for one kind. It is given text that is trimmed, not blank and no hash. It never throws. */
export type Rule = (text: string, around: Surroundings) => Outcome;

/** The same rule with a last step for its canonical form. */
export function then(rule: Rule, step: (canonical: string, around: Surroundings) => string): Rule {
  return (text, around) => {
    const outcome = rule(text, around);
    if (typeof outcome === 'string') return outcome;
    return { canonical: step(outcome.canonical, around) };
  };
}
