import type { Kind } from './kind.ts';
import { codeOfCountry } from './list/countries.ts';
import { Plain } from './plain.ts';
import { type Profile, takenBy } from './profile/profiles.ts';
import type { Reason } from './reason.ts';
import type { DateOrder, Outcome, Surroundings } from './rule/rule.ts';

export interface NormaliseOptions {
  /** Whose rules; `meta` when it is left out, which is also the form of Kindred's own keys. */
  readonly profile?: Profile;
  /** The country of the person, or the one assumed: two or three letters, or the English name. */
  readonly country?: string;
  /** What 05/04/1980 means; the American order when it is left out. */
  readonly dateOrder?: DateOrder;
  /** The last year in which somebody can be born; this one when it is left out. */
  readonly yearMax?: number;
}

export type Normalised =
  | {
      readonly ok: true;
      /** The form that the platform matches. */
      readonly canonical: Plain;
      /** Other forms of the same value that clients of the platform hash: whoever matches accepts these, too. */
      readonly variants: readonly Plain[];
      /** Whether the platform wants the SHA-256 of it (64 small hexadecimal digits), or itself. */
      readonly hashed: boolean;
    }
  | { readonly ok: false; readonly reason: Reason };

/** SHA-256 of the empty string: what some clients send for a value that is missing. */
export const hashOfEmpty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The value in the form that a platform matches, or why it has none. Never throws. */
export function normalise(kind: Kind, value: string, options: NormaliseOptions = {}): Normalised {
  const outcome = outcomeOf(kind, value, options);
  if (typeof outcome === 'string') return { ok: false, reason: outcome };
  return {
    ok: true,
    canonical: new Plain(outcome.canonical),
    variants: (outcome.variants ?? []).map((each) => new Plain(each)),
    hashed: outcome.hashed,
  };
}

export type Told = Exclude<Outcome, Reason> & { readonly hashed: boolean };

/** The same in bare text, for streams of millions of values: the result must not leave the function that asked. */
export function outcomeOf(kind: Kind, value: string, options: NormaliseOptions): Told | Reason {
  const taken = takenBy(options.profile ?? 'meta', kind);
  if (taken === null) return 'kind_not_taken';
  const text = value.toWellFormed().trim();
  if (text === '') return 'blank';
  // Ids may look like hashes, and those of somebody else's system often are.
  if (
    kind !== 'EXTERN_ID' &&
    kind !== 'THIRD_PARTY_ID' &&
    text.length === 64 &&
    /^[0-9a-f]{64}$/i.test(text)
  ) {
    return text.toLowerCase() === hashOfEmpty ? 'hash_of_empty' : 'already_hashed';
  }
  const outcome = taken.rule(text, surroundingsOf(options));
  return typeof outcome === 'string' ? outcome : { ...outcome, hashed: taken.hashed };
}

function surroundingsOf({ country, dateOrder, yearMax }: NormaliseOptions): Surroundings {
  return {
    country: country === undefined || country === '' ? '' : (codeOfCountry(country) ?? ''),
    dateOrder: dateOrder ?? 'mdy',
    yearMax: yearMax ?? new Date().getUTCFullYear(),
  };
}
