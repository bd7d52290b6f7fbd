import { limits, type RelayReport, type RelayState } from '@kindred/contract';
import type { SqlRow, Statements } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { ConnectionRecord, Connections } from '../connection/index.ts';

const statement = sqlIn(import.meta.url);

interface ProgressRow extends SqlRow {
  readonly relay_id: number;
  readonly upload_id: number | null;
  readonly opt_out_id: number | null;
  readonly ad_account_id: number;
  readonly relay_state: 'staged' | 'sending' | 'parked' | 'ended';
  readonly said: string | null;
  readonly unchanged: number;
  readonly packed_at: Date | null;
  readonly ended_at: Date | null;
  readonly batch_count: number;
  readonly acknowledged: number;
  readonly open: number;
  readonly unclear: number;
  readonly parked: number;
  readonly set_aside: number;
  readonly resent: number;
  readonly taken_rows: number;
  readonly withheld_rows: number;
  readonly open_rows: number;
  readonly parked_rows: number;
  readonly set_aside_rows: number;
  readonly taken_out_rows: number;
  readonly refused_rows: number;
  readonly begun_at: Date | null;
  readonly last_at: Date | null;
}

interface SetAsideRow extends SqlRow {
  readonly relay_id: number;
  readonly code: number | null;
  readonly said: string;
  readonly batch_count: number;
  readonly row_count: number;
}

interface SampleRow extends SqlRow {
  readonly relay_id: number;
  readonly line: number | null;
  readonly reason: string;
}

/** What became of the rows of uploads and opt-outs that go to a platform. */
export class RelayReports {
  readonly #control: Statements;
  readonly #connections: Connections;

  constructor(control: Statements, connections: Connections) {
    this.#control = control;
    this.#connections = connections;
  }

  /** By the numbers of the uploads. Those that stay here have none. */
  async ofUploads(uploadIds: readonly number[]): Promise<ReadonlyMap<number, RelayReport>> {
    const found = await this.#read(uploadIds, []);
    return new Map(
      found.flatMap(({ row, report }) => (row.upload_id === null ? [] : [[row.upload_id, report] as const])),
    );
  }

  /** One for each ad account that an opt-out concerns, by the numbers of the opt-outs. */
  async ofOptOuts(
    optOutIds: readonly number[],
  ): Promise<ReadonlyMap<number, readonly { readonly adAccountId: number; readonly report: RelayReport }[]>> {
    const found = await this.#read([], optOutIds);
    const byOptOut = Map.groupBy(found, ({ row }) => row.opt_out_id ?? 0);
    return new Map(
      [...byOptOut].map(([id, all]) => [
        id,
        all.map(({ row, report }) => ({ adAccountId: row.ad_account_id, report })),
      ]),
    );
  }

  async #read(uploadIds: readonly number[], optOutIds: readonly number[]) {
    const rows = await this.#control.query<ProgressRow>(statement('progress'), [uploadIds, optOutIds]);
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.relay_id);
    const setAside = await this.#control.query<SetAsideRow>(statement('set-aside'), [ids]);
    const samplesMax = limits.reject_samples_max;
    const samples = await this.#control.query<SampleRow>(statement('samples'), [ids, samplesMax]);
    const counts = await this.#control.query<{ relay_id: number; named: number }>(
      statement('count-samples'),
      [ids],
    );
    const records = new Map((await this.#connections.list()).map((each) => [each.adAccountId, each]));
    return rows.map((row) => ({
      row,
      report: reportOf(
        row,
        {
          setAside: setAside.filter((each) => each.relay_id === row.relay_id),
          samples: samples.filter((each) => each.relay_id === row.relay_id),
          named: counts.find((each) => each.relay_id === row.relay_id)?.named ?? 0,
        },
        records.get(row.ad_account_id) ?? null,
        this.#connections,
      ),
    }));
  }
}

interface Details {
  readonly setAside: readonly SetAsideRow[];
  readonly samples: readonly SampleRow[];
  readonly named: number;
}

/** accepted = unchanged + relayed + refused + withheld + set aside + parked + waiting. */
function reportOf(
  row: ProgressRow,
  details: Details,
  record: ConnectionRecord | null,
  connections: Connections,
): RelayReport {
  const refused = Math.min(row.refused_rows, row.taken_rows);
  const state = stateOf(row, record);
  const rate = rateOf(row);
  return {
    state,
    say: sentenceOf(state, row, record),
    batches: {
      all: row.batch_count,
      acknowledged: row.acknowledged,
      waiting: row.open - row.unclear,
      unclear: row.unclear,
      parked: row.parked,
      set_aside: row.set_aside,
      sent_again: row.resent,
    },
    rows: {
      relayed: row.taken_rows - refused,
      refused,
      withheld: row.withheld_rows,
      set_aside: row.set_aside_rows,
      parked: row.parked_rows,
      waiting: row.open_rows,
      unchanged: row.unchanged,
      taken_out: row.taken_out_rows,
    },
    rows_per_second: rate,
    finish_at: finishOf(row, state, record, connections),
    refused_samples: details.samples.map(({ line, reason }) => ({ line, reason })),
    refused_unnamed: Math.max(0, refused - details.named),
    set_aside: details.setAside.map((each) => ({
      batches: each.batch_count,
      rows: each.row_count,
      code: each.code,
      say: each.said,
    })),
  };
}

function stateOf(row: ProgressRow, record: ConnectionRecord | null): RelayState {
  if (row.relay_state === 'ended') return 'ended';
  if (row.relay_state === 'parked') return 'parked';
  if (record === null || record.state === 'paused') return 'paused';
  if (record.waitUntil !== null || (row.said !== null && row.packed_at !== null)) return 'waiting';
  return row.packed_at === null && row.batch_count === 0 ? 'packing' : 'sending';
}

function sentenceOf(state: RelayState, row: ProgressRow, record: ConnectionRecord | null): string {
  if (record === null) return 'The ad account is not connected yet. Everything is kept until it is.';
  switch (state) {
    case 'packing':
      return row.said ?? 'The rows are being made into batches.';
    case 'sending':
      return 'Batches are on their way.';
    case 'waiting':
      return row.said ?? 'The platform asked for patience. It goes on by itself.';
    case 'paused':
      return record.said ?? 'The ad account is paused. Everything is kept until it goes on.';
    case 'parked':
      return row.said ?? 'What is left waits until the audience has grown.';
    case 'ended':
      return (
        row.said ?? (row.set_aside === 0 ? 'Everything has arrived.' : 'Some batches were refused for good.')
      );
  }
}

/** Rows a second so far; null before the first batch was taken. */
function rateOf({ begun_at: begun, last_at: last, taken_rows: rows }: ProgressRow): number | null {
  if (begun === null || last === null || rows === 0) return null;
  return Math.round(rows / Math.max(0.001, (last.getTime() - begun.getTime()) / 1000));
}

/** When the last batch would be answered, by the present pace and budgets; null where nobody knows. */
function finishOf(
  row: ProgressRow,
  state: RelayState,
  record: ConnectionRecord | null,
  connections: Connections,
): string | null {
  if (state === 'ended') return row.ended_at?.toISOString() ?? null;
  if (record === null || row.packed_at === null || state === 'paused' || state === 'parked') return null;
  const forecast = connections.knownPace(record.adAccountId)?.forecast(row.open) ?? null;
  if (forecast === null) return null;
  return new Date(Math.max(forecast.finishMs, record.waitUntil?.getTime() ?? 0)).toISOString();
}
