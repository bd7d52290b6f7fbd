import { gzipSync } from 'node:zlib';
import type { Operation } from '@kindred/contract';
import fc from 'fast-check';
import {
  blankLine,
  emails,
  type Key,
  type Line,
  lineOf,
  mobileIds,
  numericIds,
  phones,
  type ValueForms,
  writtenKey,
} from './line.ts';

/** A file with its operation, and its lines as the model sees them. */
export interface Upload {
  readonly operation: Operation;
  readonly userType: string | null;
  readonly content: Buffer;
  readonly lines: readonly Line[];
}

const singleKinds: readonly (readonly [userType: string, forms: ValueForms])[] = [
  ['email_hash', emails],
  ['phone_hash', phones],
  ['mobile_advertiser_id', mobileIds],
  ['fbid', numericIds],
];

/** How a file is put together: ends of its lines, marks around them, packing. */
const wrapping = fc.record({
  mark: fc.boolean(),
  ends: fc.array(fc.constantFrom('\n', '\r\n'), { minLength: 1, maxLength: 3 }),
  lastEnd: fc.boolean(),
  packed: fc.boolean(),
});

const operation = fc.constantFrom<Operation>('add', 'add', 'remove', 'replace');

const singleKey: fc.Arbitrary<Upload> = fc.constantFrom(...singleKinds).chain(([userType, forms]) =>
  fc.tuple(operation, fc.array(lineOf(forms), { maxLength: 60 }), wrapping).map(([done, lines, wrap]) => ({
    operation: done,
    userType,
    ...wrapped([], lines, wrap),
  })),
);

const columns = [emails, phones, mobileIds] as const;

/** A row of several keys; cells may be blank, and at least one is not. */
const row: fc.Arbitrary<Line> = fc
  .tuple(...columns.map((forms) => fc.option(writtenKey(forms), { freq: 2 })))
  .filter((cells) => cells.some((cell) => cell !== null))
  .map((cells) => ({
    bytes: Buffer.from(cells.map((cell) => cell?.text ?? '').join(',')),
    becomes: { kind: 'row', keys: cells.flatMap((cell): Key[] => (cell === null ? [] : [cell.key])) },
  }));

const badRow: fc.Arbitrary<Line> = fc.constantFrom<Line>(
  { bytes: Buffer.from(',,'), becomes: { kind: 'rejected', reason: 'no_key' } },
  { bytes: Buffer.from('mary@example.com,,'), becomes: { kind: 'rejected', reason: 'email_not_hashed' } },
  { bytes: Buffer.from(','), becomes: { kind: 'rejected', reason: 'cell_count' } },
);

const multiKey: fc.Arbitrary<Upload> = fc
  .tuple(
    operation,
    fc.array(
      fc.oneof(
        { weight: 8, arbitrary: row },
        { weight: 1, arbitrary: badRow },
        { weight: 1, arbitrary: blankLine },
      ),
      {
        maxLength: 60,
      },
    ),
    wrapping,
  )
  .map(([done, lines, wrap]) => ({
    operation: done,
    userType: null,
    ...wrapped([Buffer.from('EMAIL,PHONE,MADID')], lines, wrap),
  }));

/**
 * The files of one audience, one after another. A file without user_type is of the kind of its audience, so rows
 * of several keys come only to an audience that was made of such rows; the others may come to any.
 */
export const uploads: fc.Arbitrary<readonly Upload[]> = fc.oneof(
  { weight: 2, arbitrary: fc.array(singleKey, { minLength: 1, maxLength: 4 }) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(multiKey, fc.array(fc.oneof(singleKey, multiKey), { maxLength: 3 }))
      .map(([first, rest]) => [first, ...rest]),
  },
);

type Wrapping = typeof wrapping extends fc.Arbitrary<infer Value> ? Value : never;

function wrapped(
  header: readonly Buffer[],
  lines: readonly Line[],
  { mark, ends, lastEnd, packed }: Wrapping,
): { readonly content: Buffer; readonly lines: readonly Line[] } {
  const texts = [...header, ...lines.map((line) => line.bytes)];
  const pieces = texts.flatMap((bytes, index) => {
    const isLast = index === texts.length - 1;
    return [bytes, Buffer.from(isLast && !lastEnd ? '' : (ends[index % ends.length] ?? '\n'))];
  });
  const plain = Buffer.concat([Buffer.from(mark ? '\u{feff}' : ''), ...pieces]);
  // Nothing behind the last line end is no line.
  const endless = !lastEnd && lines.at(-1)?.bytes.length === 0;
  return { content: packed ? gzipSync(plain) : plain, lines: endless ? lines.slice(0, -1) : lines };
}
