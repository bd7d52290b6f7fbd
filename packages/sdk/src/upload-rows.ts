import type { SessionOperation } from '@kindred/contract';
import type { DateOrder } from '@kindred/identity';
import type { Graph } from './graph/index.ts';
import { piecesOfRows, planOfNames, type Row, schemaOf } from './rows/index.ts';
import { type UploadOutcome, type UploadSettings, upload } from './upload/index.ts';

/** Rows to be uploaded, and what their cells are. */
export interface RowsUpload extends UploadSettings {
  /** One name for each cell: `['EMAIL']`, `['email', 'first name', 'last name', 'zip', 'country']`. */
  readonly schema: readonly string[];
  /**
   * Plain values are normalised and hashed here; hashes are sent as they are. An upload that is gone on with reads the
   * same rows again from their start, so a function that opens them is best.
   */
  readonly rows: AsyncIterable<Row> | Iterable<Row> | (() => AsyncIterable<Row> | Iterable<Row>);
  /** What is done with the people: added where it is left out. */
  readonly operation?: SessionOperation | undefined;
  /** The country of people who have none among their cells, such as DE. */
  readonly country?: string | undefined;
  /** What 05/04/1980 means; the American order where it is left out. */
  readonly dateOrder?: DateOrder | undefined;
}

/** Uploads rows to an audience of the Graph API, Kindred's or Meta's. */
export function uploadRows(graph: Graph, audience: string, given: RowsUpload): Promise<UploadOutcome> {
  const { schema, rows, operation = 'add', country, dateOrder, ...settings } = given;
  const plan = planOfNames(schema, { country, dateOrder });
  return upload(graph, {
    ...settings,
    ...{ audience, operation },
    schema: schemaOf(plan),
    source: `${settings.source ?? ''} ${plan.country} ${plan.dateOrder}`,
    pieces: (skip) => piecesOfRows(typeof rows === 'function' ? rows() : rows, plan, skip),
  });
}
