import type { Column } from '../../column/index.ts';
import type { Control, SqlRow } from '../../control/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';
import type { EncodingPlan } from '../encoding/index.ts';
import { type Corrections, correctedPlan, digestOf } from './corrections.ts';
import { encodeStatement } from './encode-statement.ts';
import { columnStatistics, usualOrder } from './statistics.ts';

const statement = sqlIn(import.meta.url);

/** One encoding is made at a time, whoever needs it. */
const encodingLock = -3;

/** Written into the digest: a change of how features are encoded makes old encodings stale. */
const planVersion = '2';

/** Everybody's features as codes, for one version of the population. */
export interface Encoding {
  readonly id: number;
  readonly populationVersion: number;
  readonly plan: EncodingPlan;
  readonly peopleByCountry: Readonly<Record<string, number>>;
}

interface EncodingRow extends SqlRow {
  readonly id: number;
  readonly population_version: number;
  readonly state: 'encoding' | 'ready' | 'dropped';
  readonly people_by_country: Readonly<Record<string, number>> | null;
  readonly plan: EncodingPlan | null;
}

export interface EncoderOptions {
  readonly control: Control;
  readonly column: Column;
  readonly corrections: Corrections;
  /** 0: nothing was ever imported. */
  readonly populationVersion: () => Promise<number>;
}

/** Makes features into codes, once for a version of the population and of what the operator says of features. */
export class Encoder {
  readonly #options: EncoderOptions;

  constructor(options: EncoderOptions) {
    this.#options = options;
  }

  /** The encoding of the population as it is now; makes it when it is not there. */
  async current(): Promise<Encoding> {
    const ready = await this.#find(await this.#wanted());
    if (ready !== null) return ready;
    return this.#options.control.exclusively(encodingLock, async () => {
      const wanted = await this.#wanted();
      return (await this.#find(wanted)) ?? (await this.#make(wanted));
    });
  }

  /** How the people of an encoding were encoded, also when its rows are gone. */
  async planOf(id: number): Promise<EncodingPlan | null> {
    const [row] = await this.#options.control.query<EncodingRow>(statement('select-encoding'), [id]);
    return row?.plan ?? null;
  }

  /** Drops encodings that no model needs and that are not the newest, and what died while it was made. */
  async dropOld(): Promise<void> {
    const { control, column } = this.#options;
    // Asked before the lock is waited for, which an encoding in the making holds for long.
    if ((await control.query(statement('old-encodings'))).length === 0) return;
    await control.exclusively(encodingLock, async () => {
      for (const { id } of await control.query<{ id: number }>(statement('old-encodings'))) {
        await column.exec(`ALTER TABLE encoded_people DROP PARTITION ${id}`);
        await control.query(statement('mark-encoding-dropped'), [id]);
      }
    });
  }

  async #wanted(): Promise<Wanted> {
    const { corrections, populationVersion } = this.#options;
    return {
      populationVersion: await populationVersion(),
      digest: `${planVersion}-${digestOf(await corrections.all())}`,
    };
  }

  async #find(wanted: Wanted): Promise<Encoding | null> {
    const [row] = await this.#options.control.query<EncodingRow>(statement('find-encoding'), [
      wanted.populationVersion,
      wanted.digest,
    ]);
    return row === undefined ? null : encodingOf(row);
  }

  async #make(wanted: Wanted): Promise<Encoding> {
    const { control, column } = this.#options;
    const plan = await this.plan();
    const [begun] = await control.query<{ id: number }>(statement('begin-encoding'), [
      wanted.populationVersion,
      wanted.digest,
    ]);
    if (begun === undefined) throw new Error('an encoding came back without its id');
    await column.exec(encodeStatement(plan, await usualOrder(column)), { encoding: begun.id });
    const counts = await column.query<{ country: string; people: string }>(statement('count-encoded'), {
      encoding: begun.id,
    });
    const byCountry = Object.fromEntries(counts.map(({ country, people }) => [country, Number(people)]));
    const people = counts.reduce((sum, row) => sum + Number(row.people), 0);
    const [row] = await control.query<EncodingRow>(statement('end-encoding'), [
      begun.id,
      people,
      JSON.stringify(byCountry),
      JSON.stringify(plan),
    ]);
    if (row === undefined) throw new Error('an encoding vanished while it was made');
    return encodingOf(row);
  }

  /** How each feature would be encoded now. */
  async plan(): Promise<EncodingPlan> {
    const { column, corrections } = this.#options;
    return correctedPlan(await columnStatistics(column), await corrections.all());
  }
}

interface Wanted {
  readonly populationVersion: number;
  readonly digest: string;
}

function encodingOf(row: EncodingRow): Encoding {
  if (row.plan === null) throw new Error('an encoding that is ready has no plan');
  return {
    id: row.id,
    populationVersion: row.population_version,
    plan: row.plan,
    peopleByCountry: row.people_by_country ?? {},
  };
}
