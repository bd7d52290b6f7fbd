import type { KeyKind } from '@kindred/contract';

/**
 * What the cells of a column are. key: they identify by themselves; part: hashes that identify together; value:
 * worth of the person; note: terms of processing, which matching does not look at.
 */
export type Column =
  | {
      readonly role: 'key';
      readonly form: 'hash' | 'mobile_id' | 'numeric_id' | 'own_id';
      readonly kind: KeyKind;
    }
  | { readonly role: 'part'; readonly part: Part }
  | { readonly role: 'value' }
  | { readonly role: 'note' };

export const parts = ['GEN', 'DOBY', 'DOBM', 'DOBD', 'LN', 'FN', 'FI', 'CT', 'ST', 'ZIP', 'COUNTRY'] as const;
export type Part = (typeof parts)[number];

const columns: Readonly<Record<string, Column>> = {
  EXTERN_ID: { role: 'key', form: 'own_id', kind: 'EXTERN_ID' },
  UID: { role: 'key', form: 'numeric_id', kind: 'UID' },
  APPUID: { role: 'key', form: 'numeric_id', kind: 'UID' },
  PAGEUID: { role: 'key', form: 'numeric_id', kind: 'UID' },
  EMAIL: { role: 'key', form: 'hash', kind: 'EMAIL' },
  EMAIL_SHA256: { role: 'key', form: 'hash', kind: 'EMAIL' },
  PHONE: { role: 'key', form: 'hash', kind: 'PHONE' },
  PHONE_SHA256: { role: 'key', form: 'hash', kind: 'PHONE' },
  MADID: { role: 'key', form: 'mobile_id', kind: 'MADID' },
  MOBILE_ADVERTISER_ID: { role: 'key', form: 'mobile_id', kind: 'MADID' },
  LOOKALIKE_VALUE: { role: 'value' },
  DATA_PROCESSING_OPTIONS: { role: 'note' },
  DATA_PROCESSING_OPTIONS_COUNTRY: { role: 'note' },
  DATA_PROCESSING_OPTIONS_STATE: { role: 'note' },
  ...Object.fromEntries(parts.map((part) => [part, { role: 'part', part }])),
};

/** The column of a name of Meta's schema, or of several joined by `_` as in LN_FN_ZIP; null when unknown. */
export function columnOf(name: string): Column | null {
  if (Object.hasOwn(columns, name)) return columns[name] ?? null;
  const joined = name.split('_');
  const known =
    joined.length > 1 && joined.every((each) => each !== 'EXTERN' && Object.hasOwn(columns, each));
  return known ? { role: 'key', form: 'hash', kind: 'JOINED' } : null;
}
