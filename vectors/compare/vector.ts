import { createHash } from 'node:crypto';
import { type Kind, type Profile, type Reason, sources, takenBy } from '@kindred/identity';
import { families } from '../rules/index.ts';

/** One vector as it stands in the files: the form is told in vectors/README.md. */
export interface Vector {
  readonly kind: Kind;
  readonly rule: string;
  readonly input: string;
  readonly country?: string;
  readonly date_order?: 'mdy' | 'dmy';
  readonly canonical?: string;
  /** Of `canonical`; absent where the platform takes the value itself. */
  readonly sha256?: string;
  readonly variants?: readonly string[];
  readonly refused?: Reason;
}

export interface VectorFile {
  readonly profile: Profile;
  readonly license: 'CC0-1.0';
  readonly sources: readonly string[];
  readonly vectors: readonly Vector[];
}

export function vectorFile(profile: Profile): VectorFile {
  const vectors = families
    .filter((family) => family.profile === profile)
    .flatMap(({ kind, rule, options, cases }) =>
      cases.map(([input, expected, published]): Vector => {
        const { country, dateOrder } = options ?? {};
        const around = {
          kind,
          rule,
          input,
          ...(country === undefined ? {} : { country }),
          ...(dateOrder === undefined ? {} : { date_order: dateOrder }),
        };
        if (typeof expected === 'object' && 'refused' in expected) return { ...around, ...expected };
        const [canonical, ...variants] = typeof expected === 'string' ? [expected] : expected;
        const digest = hex(canonical);
        if (published !== undefined && published !== digest) {
          throw new Error(`The published hash of ${canonical} is not that of its canonical form.`);
        }
        return {
          ...around,
          canonical,
          ...(takenBy(profile, kind)?.hashed === true ? { sha256: digest } : {}),
          ...(variants.length === 0 ? {} : { variants }),
        };
      }),
    );
  return { profile, license: 'CC0-1.0', sources: sources[profile], vectors };
}

export function hex(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
