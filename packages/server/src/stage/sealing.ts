import type { ColumnParams } from '../column/index.ts';
import type { RowShape } from './shape.ts';

/** How rows that go to a platform are kept until they are packed: written as it wants them, under a key of the upload. */
export interface Sealing {
  /** 32 bytes. */
  readonly key: Buffer;
  /** Columns of the file that are sent, in the order of cells. */
  readonly columns: readonly string[];
  /** Each row is its only cell, not a list of cells. */
  readonly isSingleKey: boolean;
}

/** The marks of the statements that stage rows. */
export interface SealingParts {
  readonly sealed_column: string;
  readonly sealed_value: string;
}

const none: SealingParts = { sealed_column: '', sealed_value: '' };

/**
 * AES in counter mode under a key that is used for one upload. Each row starts at a place of its own, chunk and line, in
 * the upper half of the counter: it would meet the next row's after 2^64 blocks.
 */
const sealed = (text: string) =>
  `, encrypt('aes-256-ctr', ${text}, unhex({seal_key:String}), ` +
  'reinterpretAsFixedString(toUInt128(bitOr(bitShiftLeft(toUInt64({chunk:UInt32}), 32), toUInt64(line_index)))))';

/** A line of one key: what was recognised, in small letters. */
const ofLine = (isSingleKey: boolean) =>
  sealed(isSingleKey ? `concat('"', sent, '"')` : `concat('["', sent, '"]')`);

/** Cells of a row; of one that was refused nothing. A value is a number, all else is text. */
const ofCells = (isSingleKey: boolean) => sealed(isSingleKey ? cellText : `concat('[', ${cellText}, ']')`);

const cellText = `if(code != 0, '', arrayStringConcat(arrayMap(name -> multiIf(
    name = 'LOOKALIKE_VALUE', if(value_text = '', '""', toString(toFloat64OrZero(value_text))),
    name = 'EXTERN_ID', toJSONString(extern_id),
    name = 'MADID', concat('"', mobile_id, '"'),
    concat('"', lower(hex(digests[indexOf({hashed_names:Array(String)}, name) + 1])), '"')),
  {seal_columns:Array(String)}), ','))`;

export function sealingParts(shape: RowShape, sealing: Sealing | null): SealingParts {
  if (sealing === null) return none;
  return {
    sealed_column: ', sealed',
    sealed_value: shape.form === 'single' ? ofLine(sealing.isSingleKey) : ofCells(sealing.isSingleKey),
  };
}

export function sealingParams(shape: RowShape, sealing: Sealing | null): ColumnParams {
  if (sealing === null) return {};
  const key = { seal_key: sealing.key.toString('hex') };
  return shape.form === 'single' ? key : { ...key, seal_columns: sealing.columns };
}
