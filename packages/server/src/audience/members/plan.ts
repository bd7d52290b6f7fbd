import { keyKindOfCode, type Operation } from '@kindred/contract';
import type { ColumnReader } from '../../column/index.ts';
import type { Control } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { AppliedCounts } from '../../ledger/index.ts';
import { type FoundPeople, lookUpSegment, type StagedSegment } from '../../match/index.ts';
import { memberParams, membershipOf, membersPart } from '../runs.ts';

const statement = sqlIn(import.meta.url);

/** What an operation would do, if it were the next one. */
export interface PlannedChange {
  readonly counts: AppliedCounts;
  /** Members who would be members still. */
  readonly stay: number;
  /** Files that were accepted before are not applied yet: they would change the outcome. */
  readonly isWaiting: boolean;
}

/** Works out what a file would do to an audience, by the statements that would do it. */
export class MemberPlan {
  readonly #control: Control;
  readonly #column: ColumnReader;

  constructor(stores: { readonly control: Control; readonly column: ColumnReader }) {
    this.#control = stores.control;
    this.#column = stores.column;
  }

  /** Null when the audience was deleted meanwhile. */
  async of(audienceId: number, operation: Operation, staged: StagedSegment): Promise<PlannedChange | null> {
    // Nothing may be written to the audience between the look at its state and the look at its members.
    return this.#control.exclusively(audienceId, async () => {
      const state = await membershipOf(this.#control, audienceId);
      if (state === null || state.isDeleted) return null;
      const { found, ...lines } = await lookUpSegment(this.#column, staged);
      const kinds = await this.#column.query<{ kind: number; row_count: string }>(
        statement('count-found', { found: found.sql }),
        found.params,
      );
      const people = await this.#people(found, memberParams(state));
      return {
        ...changeOf(operation, people, {
          ...lines,
          matchedByKind: new Map(kinds.map((row) => [keyKindOfCode(row.kind), Number(row.row_count)])),
        }),
        isWaiting: state.isWaiting,
      };
    });
  }

  async #people(found: FoundPeople, members: ReturnType<typeof memberParams>): Promise<PeopleCounts> {
    const [row] = await this.#column.query<Record<keyof PeopleCounts, string>>(
      statement('count-planned', { members: membersPart, found: found.sql }),
      { ...found.params, ...members },
    );
    return {
      members: Number(row?.members ?? 0),
      found: Number(row?.found ?? 0),
      shared: Number(row?.shared ?? 0),
    };
  }
}

interface PeopleCounts {
  readonly members: number;
  readonly found: number;
  readonly shared: number;
}

function changeOf(
  operation: Operation,
  { members, found, shared }: PeopleCounts,
  lines: Omit<AppliedCounts, 'newlyAdded' | 'removed'>,
): Omit<PlannedChange, 'isWaiting'> {
  const newlyAdded = operation === 'remove' ? 0 : found - shared;
  // Here a mirror is a replace: nothing travels.
  const leaving = { add: 0, remove: shared, replace: members - shared, mirror: members - shared };
  const removed = leaving[operation];
  return { counts: { ...lines, newlyAdded, removed }, stay: members - removed };
}
