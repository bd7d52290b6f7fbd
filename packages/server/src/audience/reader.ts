import type { Statements } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import { type Audience, type AudienceRow, audienceOf } from './audience.ts';

const statement = sqlIn(import.meta.url);

/** The ad accounts that a caller may see; null: all of them. */
export type Scope = readonly number[] | null;

export interface AudiencePage {
  readonly audiences: readonly Audience[];
  readonly total: number;
}

/** Where in a list, by Graph ids, and how many rows from there. */
export interface Place {
  readonly after: string | null;
  readonly before: string | null;
  readonly rows: number;
}

/** Reads audiences. Has no way to change one. */
export class AudienceReader {
  readonly #control: Statements;

  constructor(control: Statements) {
    this.#control = control;
  }

  /** By local or Graph id, within the scope; null when there is none to see. */
  async find(id: string, scope: Scope): Promise<Audience | null> {
    const [row] = await this.#control.query<AudienceRow>(statement('find'), [id, scope]);
    return row === undefined ? null : audienceOf(row);
  }

  /** The same by Graph id, for who may have the audience shared, too. */
  async findSeen(graphId: string, scope: Scope): Promise<Audience | null> {
    const [row] = await this.#control.query<AudienceRow>(statement('find-seen'), [graphId, scope]);
    return row === undefined ? null : audienceOf(row);
  }

  /** The newest of an account with this name and subtype. */
  async findNamed(adAccountId: number, name: string, subtype: string): Promise<Audience | null> {
    const [row] = await this.#control.query<AudienceRow>(statement('find-named'), [
      adAccountId,
      name,
      subtype,
    ]);
    return row === undefined ? null : audienceOf(row);
  }

  /** Newest first: those after a Graph id, or before one, or the newest. */
  async around(adAccountId: number, place: Place): Promise<readonly Audience[]> {
    return this.#around('list-around', adAccountId, place);
  }

  /** The same with those that other accounts share with this one. */
  async aroundSeen(adAccountId: number, place: Place): Promise<readonly Audience[]> {
    return this.#around('list-around-seen', adAccountId, place);
  }

  /** How many audiences the account has and has shared. */
  async countSeen(adAccountId: number): Promise<number> {
    const [row] = await this.#control.query<{ total: number }>(statement('count-seen'), [adAccountId]);
    return row?.total ?? 0;
  }

  /** How many audiences of these subtypes, or of any, the account has. */
  async countOf(adAccountId: number, subtypes: readonly string[] | null): Promise<number> {
    const [row] = await this.#control.query<{ total: number }>(statement('count-in-account'), [
      adAccountId,
      subtypes,
    ]);
    return row?.total ?? 0;
  }

  /** Newest first. Page 1 is the first. */
  async list(
    adAccountIds: readonly number[],
    subtype: string | null,
    page: { readonly number: number; readonly rows: number },
  ): Promise<AudiencePage> {
    const filter = [adAccountIds, subtype] as const;
    const rows = await this.#control.query<AudienceRow>(statement('list'), [
      ...filter,
      page.rows,
      (page.number - 1) * page.rows,
    ]);
    const [count] = await this.#control.query<{ total: number }>(statement('count'), filter);
    return { audiences: rows.map(audienceOf), total: count?.total ?? 0 };
  }

  async #around(name: string, adAccountId: number, place: Place): Promise<readonly Audience[]> {
    const rows = await this.#control.query<AudienceRow>(statement(name), [
      adAccountId,
      place.after,
      place.before,
      place.rows,
    ]);
    const audiences = rows.map(audienceOf);
    return place.before === null ? audiences : audiences.toReversed();
  }
}
