import { limits } from '@kindred/contract';
import { rowReader } from '../../intake/index.ts';
import { GraphError, invalidParameter, type Params, parseJson } from '../wire/index.ts';
import type { Members } from './members.ts';

/** Reads `payload` (specification 3.2). A bad row is counted, a payload of the wrong shape is refused as a whole. */
export function readMembers(params: Params): Members {
  const payload = payloadOf(params);
  const schema = schemaOf(payload.get('schema'));
  const reader = rowReader(schema);
  if (reader === null) {
    throw mismatch(
      `the schema [${schema.join(', ').slice(0, 200)}] holds a name that is not known, or no key`,
    );
  }
  const sent = entriesOf(payload.get('data'));
  const entries = params.isBracketed('payload') ? unbracketed(sent, schema.length) : sent;
  if (entries.length > limits.graph_rows_max) {
    throw GraphError.of('rows_too_many', { rows: entries.length });
  }
  const rows = reader.read(entries);
  const refused = rows.samples.map(({ row, reason }) => ({ text: textOf(entries[row]), reason }));
  return { schema, rows, refused };
}

function textOf(entry: unknown): string {
  return typeof entry === 'string' ? entry : JSON.stringify(entry);
}

function payloadOf(params: Params): ReadonlyMap<string, unknown> {
  const payload = params.has('payload') ? params.json('payload') : null;
  if (payload === null || payload === '') throw GraphError.of('param_missing', { name: 'payload' });
  if (typeof payload !== 'object' || Array.isArray(payload)) {
    throw invalidParameter('payload', 'be an object');
  }
  return new Map(Object.entries(payload));
}

function schemaOf(schema: unknown): readonly string[] {
  const names = typeof schema === 'string' ? listOf(schema) : withoutGaps(schema);
  if (!Array.isArray(names) || names.length === 0 || names.length > limits.schema_columns_max) {
    throw mismatch('the schema must be a name or a list of names');
  }
  return names.map((name) => {
    if (typeof name !== 'string') throw mismatch('the schema must be a name or a list of names');
    return name.trim().toUpperCase();
  });
}

/** A list may come as JSON text inside of the payload, too. */
function listOf(text: string): unknown {
  if (!/^[[{]/.test(text)) return [text];
  try {
    return withoutGaps(parseJson(text));
  } catch {
    return [text];
  }
}

/** PHP writes a list as an object of its indexes when something was taken out of it; any other value stays. */
function withoutGaps(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const indexes = Object.keys(value);
  const isList = indexes.length > 0 && indexes.every((index) => /^\d+$/.test(index));
  return isList ? Object.values(value) : value;
}

function entriesOf(sent: unknown): readonly unknown[] {
  // A text that is no list is not one row, but a list that got lost on its way.
  const rows = typeof sent === 'string' ? listOf(sent) : withoutGaps(sent);
  if (!Array.isArray(rows) || rows[0] === sent) throw mismatch('data must be a list of rows');
  return rows;
}

/**
 * Rows as their sender had them before they were written in brackets. The SDK for Ruby writes `payload[data][][]=…` for
 * each cell, so that all rows look like one; PHP leaves out what is null, so that rows end early.
 */
function unbracketed(entries: readonly unknown[], columns: number): readonly unknown[] {
  const [first] = entries;
  const isOne = entries.length === 1 && Array.isArray(first) && first.length % columns === 0;
  const rows = isOne ? inRows(first, columns) : entries;
  const blanks = Array.from({ length: columns }, () => '');
  return rows.map((row) => (Array.isArray(row) ? [...row, ...blanks.slice(row.length)] : row));
}

function inRows(cells: readonly unknown[], columns: number): readonly unknown[] {
  return Array.from({ length: cells.length / columns }, (_, row) =>
    cells.slice(row * columns, (row + 1) * columns),
  );
}

function mismatch(why: string): GraphError {
  return GraphError.of('schema_mismatch', { problem: why });
}
