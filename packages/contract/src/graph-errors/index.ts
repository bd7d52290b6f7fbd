import { appErrors } from './app.ts';
import { audienceErrors } from './audience.ts';
import { batchErrors } from './batch.ts';
import { limitErrors } from './limits.ts';
import { lookalikeErrors } from './lookalike.ts';
import { requestErrors } from './request.ts';
import type { GraphErrorRow, ValuesOf } from './row.ts';

/**
 * The one table of refusals of the Graph API; `docs/graph-errors.md` is generated from it. The keys are ours and never
 * sent. Codes, subcodes, titles and the texts that clients match on are those of specification 5; where nothing public
 * says what Facebook answers, the text is ours and tells the caller what to do.
 */
export const graphErrors = {
  ...requestErrors,
  ...appErrors,
  ...limitErrors,
  ...batchErrors,
  ...audienceErrors,
  ...lookalikeErrors,
} as const;

export type GraphErrorKey = keyof typeof graphErrors;

/** The values that stand in braces in the texts of a row, by their names. */
export type GraphErrorValues<Key extends GraphErrorKey> = Readonly<
  Record<ValuesOf<(typeof graphErrors)[Key]>, string | number>
>;

export type { GraphErrorRow };
