import type { Operation } from '@kindred/contract';
import type { PlannedChange } from '../../audience/index.ts';
import type { ColumnParams, ColumnReader } from '../../column/index.ts';
import type { Control } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { gateOf, openSlice, rangesOf, type SliceCounts, type StagedRows } from '../packing/index.ts';

const statement = sqlIn(import.meta.url);

/** Rows of a file that was only asked about, sealed under a key as those of an upload are. */
export interface AskedRows extends StagedRows {
  readonly sealKey: Buffer;
}

export interface RelayPlansOptions {
  readonly control: Control;
  readonly column: ColumnReader;
  readonly pepper: { readonly k0: string; readonly k1: string };
}

interface RowCounts {
  readonly added: number;
  readonly removed: number;
  readonly stay: number;
}

/**
 * Works out what a file would do to an audience at a platform. Whom the platform has found is known to it alone; counted
 * are rows that were brought there and not taken out since, which their keyed hashes tell.
 */
export class RelayPlans {
  readonly #options: RelayPlansOptions;

  constructor(options: RelayPlansOptions) {
    this.#options = options;
  }

  /** Null when the audience was deleted meanwhile. */
  async of(audienceId: number, operation: Operation, asked: AskedRows): Promise<PlannedChange | null> {
    const [state] = await this.#options.control.query<{ keys_epoch: number; is_waiting: boolean }>(
      statement('state'),
      [audienceId],
    );
    if (state === undefined) return null;
    const target = { audience: audienceId, epoch: state.keys_epoch };
    const lines = { duplicates: 0, suppressed: 0, accepted: 0 };
    let unchanged = 0;
    for (const range of rangesOf(asked.goodRows)) {
      const slice = await openSlice(this.#options.column, asked, range);
      lines.duplicates += slice.duplicates;
      lines.suppressed += slice.suppressed;
      lines.accepted += slice.rows;
      if (operation !== 'mirror' || slice.rows === 0) continue;
      unchanged += await this.#count(
        'count-unchanged',
        { rows: slice.source },
        {
          ...slice.params,
          ...this.#options.pepper,
          audience: audienceId,
          seal_key: asked.sealKey.toString('hex'),
        },
      );
    }
    const there = await this.#count('count-there', { gone: statement('rows-gone') }, target);
    const { added, removed, stay } =
      operation === 'mirror'
        ? await this.#mirrored(target, { accepted: lines.accepted, unchanged, there })
        : await this.#changed(operation, target, { asked, lines, there });
    return {
      counts: { ...lines, matchedByKind: new Map(), newlyAdded: added, removed },
      stay,
      isWaiting: state.is_waiting,
    };
  }

  /** By what mirrors have brought: only that is taken out. */
  async #mirrored(
    { audience }: { readonly audience: number },
    {
      accepted,
      unchanged,
      there,
    }: { readonly accepted: number; readonly unchanged: number; readonly there: number },
  ): Promise<RowCounts> {
    const removed = atLeastNobody((await this.#count('count-roster', {}, { audience })) - unchanged);
    return { added: accepted - unchanged, removed, stay: Math.max(unchanged, there - removed) };
  }

  async #changed(
    operation: Exclude<Operation, 'mirror'>,
    target: ColumnParams,
    {
      asked,
      lines,
      there,
    }: { readonly asked: AskedRows; readonly lines: SliceCounts; readonly there: number },
  ): Promise<RowCounts> {
    const { column } = this.#options;
    const parts = { gate: await gateOf(column, asked.hasSingleKey), gone: statement('rows-gone') };
    const [row] = await column.query<{ of_file: string; of_audience: string }>(
      statement('count-shared', parts),
      { ...target, segment: asked.segment },
    );
    const [ofFile, ofAudience] = [Number(row?.of_file ?? 0), Number(row?.of_audience ?? 0)];
    const removed = { add: 0, remove: ofAudience, replace: atLeastNobody(there - ofAudience) }[operation];
    const added = operation === 'remove' ? 0 : atLeastNobody(lines.accepted - ofFile);
    return { added, removed, stay: atLeastNobody(there - removed) };
  }

  async #count(name: string, parts: Readonly<Record<string, string>>, params: ColumnParams): Promise<number> {
    const [row] = await this.#options.column.query<{ row_count: string }>(statement(name, parts), params);
    return Number(row?.row_count ?? 0);
  }
}

/** What is there may change between two statements that count it. */
function atLeastNobody(count: number): number {
  return Math.max(0, count);
}
