import { begun, type ColumnReader, type ExportFormat } from '../../column/index.ts';
import type { Control } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import { optedOutPeople } from '../../optout/index.ts';
import { memberParams, membershipOf, membersPart } from '../runs.ts';

const statement = sqlIn(import.meta.url);

/** What only audiences with values have beside the id and the country of a member. */
const valuePart = ', if(isNaN(last_value), NULL, last_value) AS value';

/** Hands out who is in an audience, to whoever serves it with something. */
export class MemberExport {
  readonly #control: Control;
  readonly #column: ColumnReader;

  constructor(stores: { readonly control: Control; readonly column: ColumnReader }) {
    this.#control = stores.control;
    this.#column = stores.column;
  }

  /**
   * The members as a file, by the operator's own ids, in an order that stays; without anybody who opted out. They are
   * those of one moment. Null when the audience was deleted meanwhile.
   */
  read(
    audience: { readonly id: number; readonly isValueBased: boolean },
    format: ExportFormat,
  ): Promise<AsyncIterable<Buffer> | null> {
    // Until the engine has begun, nothing may erase what a replace leaves behind: it would be missing.
    return this.#control.exclusively(audience.id, async () => {
      const state = await membershipOf(this.#control, audience.id);
      if (state === null || state.isDeleted) return null;
      const sql = statement('export-members', {
        members: membersPart,
        opted_out: optedOutPeople,
        value: audience.isValueBased ? valuePart : '',
      });
      return begun(this.#column.stream(sql, memberParams(state), format));
    });
  }
}
