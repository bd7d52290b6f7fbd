import { limits } from '@kindred/contract';
import type { Audience, LookalikeState, Relayed } from './audience.ts';

export interface Status {
  readonly code: number;
  readonly description: string;
}

export interface SizeBounds {
  readonly lower: number;
  readonly upper: number;
}

/** A share of rejected lines above this is worth a warning, a share of matched rows below that one too. */
const rejectedPercentMax = 50;
const matchedPercentMin = 10;

/** A number of people as it may be shown: two significant digits, steps of 100 below 10 000. */
export function roundedPeople(people: number): number {
  if (people < limits.size_floor_people) return limits.size_floor_people;
  const step = people < 10_000 ? 100 : 10 ** (Math.floor(Math.log10(people)) - 1);
  return Math.round(people / step) * step;
}

/** The same for who may not know that there are only a few: null below the floor. */
export function shownPeople(people: number): number | null {
  return people < limits.size_floor_people ? null : roundedPeople(people);
}

/**
 * Bounds of the size: -1 while nothing was found yet, never below the floor, else 2 % around the rounded
 * number (Meta's documentation shows 4900 to 5100 for 5000). Exact sizes would let a caller ask for one
 * person by uploading lists that differ by that person.
 */
export function sizeBounds(audience: Audience): SizeBounds {
  if (audience.relayed !== null) return audience.relayed.remote?.size ?? { lower: -1, upper: -1 };
  if (isUnknown(audience)) return { lower: -1, upper: -1 };
  const rounded = roundedPeople(audience.memberCount);
  if (isAtFloor(audience)) return { lower: rounded, upper: rounded };
  return { lower: Math.round(rounded * 0.98), upper: Math.round(rounded * 1.02) };
}

/**
 * How much of a file was matched, in percent, made of the number that is shown: of two files that look alike
 * none is below the threshold alone. `rows` are all that differ, with those of people who opted out. Null for
 * a small file, of which not even the share may be known: with one line it says whether that person matched.
 */
export function shownMatchedPercent(rows: number, matched: number): number | null {
  return rows < limits.size_floor_people ? null : (100 * roundedPeople(matched)) / rows;
}

/** Nobody was found yet: the first file is being matched, or the lookalike is not built. */
function isUnknown({ lookalikeState, accepted, applied }: Audience): boolean {
  return lookalikeState === null
    ? accepted > 0 && applied === 0
    : lookalikeState === 'building' || lookalikeState === 'failed';
}

function isAtFloor(audience: Audience): boolean {
  return roundedPeople(audience.memberCount) === limits.size_floor_people;
}

/** Of lookalikes (specification 6.2). */
const lookalikeStatus: Readonly<Record<LookalikeState, Status>> = {
  building: { code: 441, description: 'People are being found. The audience can be used meanwhile.' },
  ready: { code: 200, description: 'Normal' },
  failed: { code: 434, description: 'The lookalike could not be built yet. It is tried again.' },
  stale: { code: 431, description: 'The last refresh failed; the people of the one before are in use.' },
};

/** `operation_status` by the codes of Meta's documentation; thresholds are ours. */
export function operationStatus(audience: Audience): Status {
  if (audience.relayed !== null) return remoteOperationStatus(audience, audience.relayed);
  if (audience.lookalikeState !== null) return lookalikeStatus[audience.lookalikeState];
  if (audience.isReplacing)
    return { code: 414, description: 'The people of the audience are being replaced.' };
  if (audience.replaceFailed) {
    return {
      code: 415,
      description:
        'The last replace is not complete: it ended by its time, or could not be applied. See the sessions of this audience.',
    };
  }
  if (audience.accepted === 0) return { code: 410, description: 'No file has been uploaded yet.' };
  if (audience.applied < audience.accepted) {
    return { code: 441, description: 'People are being found. The audience can be used meanwhile.' };
  }
  if (audience.goodRows === 0) {
    return {
      code: 410,
      description: 'The file held no line that could be used. See the uploads of this audience.',
    };
  }
  if ((audience.lastRejectedPercent ?? 0) > rejectedPercentMax) {
    return {
      code: 412,
      description: 'More than half of the last file was rejected. See the uploads of this audience.',
    };
  }
  if ((audience.lastMatchedPercent ?? 100) < matchedPercentMin) {
    return { code: 411, description: 'Less than a tenth of the last file was matched.' };
  }
  return { code: 200, description: 'Normal' };
}

/**
 * `delivery_status`: 200 once the size is shown to be above the floor. Any other threshold would tell a caller
 * who holds one person less than it whether the next one is in the population.
 */
export function deliveryStatus(audience: Audience): Status {
  if (audience.relayed !== null) return statusOf(audience.relayed.remote?.delivery);
  return isAtFloor(audience)
    ? { code: 300, description: 'This audience is too small to be used.' }
    : { code: 200, description: 'This audience is ready for use.' };
}

/** What the platform says, once everything has been brought there. */
function remoteOperationStatus(audience: Audience, { remoteId, remote, wasRead, said }: Relayed): Status {
  if (remoteId === null && said !== null) return { code: 500, description: said };
  if (audience.lookalikeState === null && audience.accepted === 0)
    return { code: 410, description: 'No file has been uploaded yet.' };
  if (remoteId === null) return { code: 441, description: 'The audience is being made at Meta.' };
  if (audience.applied < audience.accepted)
    return { code: 441, description: 'People are on their way to Meta.' };
  if (remote === null && wasRead)
    return { code: 500, description: 'Meta does not show this audience any more. Was it deleted there?' };
  return statusOf(remote?.operation);
}

function statusOf(told: { readonly code: number; readonly text: string } | undefined): Status {
  return told === undefined
    ? { code: 0, description: 'Meta has not told it yet.' }
    : { code: told.code, description: told.text };
}
