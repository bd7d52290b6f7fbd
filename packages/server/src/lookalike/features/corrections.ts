import { createHash } from 'node:crypto';
import type { Control, SqlRow } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import {
  type ColumnKind,
  type ColumnStatistics,
  type EncodingPlan,
  planEncoding,
} from '../encoding/index.ts';

const statement = sqlIn(import.meta.url);

/** The kinds that an operator may give a feature. */
export const correctableKinds = ['numeric', 'ordinal', 'category', 'tokens', 'embedding', 'date'] as const;
export type CorrectableKind = (typeof correctableKinds)[number] & ColumnKind;

/** What the operator says of a feature: what its values are, where they look like something else, and whether models may use it. */
export interface Correction {
  readonly name: string;
  /** Null: as the values look. */
  readonly kind: CorrectableKind | null;
  readonly isExcluded: boolean;
}

interface CorrectionRow extends SqlRow {
  readonly name: string;
  readonly kind: CorrectableKind | null;
  readonly is_excluded: boolean;
}

/** What operators say of features, by name. */
export class Corrections {
  readonly #control: Control;

  constructor(control: Control) {
    this.#control = control;
  }

  async all(): Promise<readonly Correction[]> {
    const rows = await this.#control.query<CorrectionRow>(statement('list-corrections'));
    return rows.map((row) => ({ name: row.name, kind: row.kind, isExcluded: row.is_excluded }));
  }

  /** Says it of one feature, which need not be there yet: a column can be excluded before it is imported. */
  async put(correction: Correction): Promise<void> {
    await this.#control.query(statement('put-correction'), [
      correction.name,
      correction.kind,
      correction.isExcluded,
    ]);
  }
}

/** How columns are encoded when the operator's word goes before what their values look like. */
export function correctedPlan(
  statistics: readonly ColumnStatistics[],
  corrections: readonly Correction[],
): EncodingPlan {
  const kinds = corrections.flatMap(({ name, kind }) => (kind === null ? [] : [[name, kind] as const]));
  return planEncoding(statistics, {
    kinds: Object.fromEntries(kinds),
    excluded: corrections.filter(({ isExcluded }) => isExcluded).map(({ name }) => name),
  });
}

/** Tells whether two encodings were made by the same words of the operator. */
export function digestOf(corrections: readonly Correction[]): string {
  const text = JSON.stringify(corrections.map(({ name, kind, isExcluded }) => [name, kind, isExcluded]));
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
