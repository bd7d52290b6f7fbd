import type { CustomAudience } from '@kindred/contract';
import type { AudienceSize } from '../../api/audiences.ts';
import { thousands, type View } from '../../render/index.ts';

/** An audience as a list of names and values; what it does not have is left out. */
export function audienceText(audience: CustomAudience, view: View): string {
  const lines: readonly (readonly [string, string | null | undefined])[] = [
    ['id', String(audience.id)],
    ['name', view.paint.bold(audience.name)],
    ['fb_id', audience.fb_id === null ? null : String(audience.fb_id)],
    ['subtype', audience.subtype],
    ['description', audience.description],
    ['opt_out_link', audience.opt_out_link],
    ['size', sizeText(audience)],
    ['exact size', exactText(audience.exact_count)],
    ['operation', statusText(audience.operation_status)],
    ['delivery', statusText(audience.delivery_status)],
  ];
  return lines
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => `${name.padEnd(12)}  ${value}`)
    .join('\n');
}

/** The bounds as one phrase. Both -1: not known yet; both the same: a floor below which nothing exact is told. */
export function sizeText(state: AudienceSize): string {
  const lower = state.approximate_count_lower_bound;
  const upper = state.approximate_count_upper_bound;
  if (lower === undefined || upper === undefined) return '';
  if (lower === -1) return 'not known yet';
  return lower === upper
    ? `below ${thousands(upper)} people`
    : `${thousands(lower)} to ${thousands(upper)} people`;
}

/** Nothing of an audience whose size its platform alone knows. */
function exactText(count: CustomAudience['exact_count']): string {
  return typeof count === 'number' ? thousands(count) : '';
}

function statusText(status: CustomAudience['operation_status']): string {
  return status === undefined ? '' : `${status.code} ${status.description}`.trim();
}
