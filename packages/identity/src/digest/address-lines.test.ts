import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { outcomeOf } from '../normalise.ts';
import { profiles } from '../profile/profiles.ts';
import { recordsOf } from '../table/records.ts';
import { type AddressColumn, AddressLines } from './address-lines.ts';
import { ByteSink } from './byte-sink.ts';

interface Found {
  readonly lines: readonly string[];
  readonly hashed: number;
  readonly empty: number;
}

const hex = (text: string) => createHash('sha256').update(text).digest('hex');

/** What the general rules make of a text. */
function byRules(text: string, { place, delimiter, profile }: AddressColumn): Found {
  const found = { lines: [] as string[], hashed: 0, empty: 0 };
  for (const { cells } of recordsOf(text, delimiter, 1)) {
    if (cells.length === 1 && cells[0]?.trim() === '') continue;
    const cell = (cells[place] ?? '').trim();
    const outcome = cell === '' ? 'blank' : outcomeOf('EMAIL', cell, { profile });
    if (typeof outcome === 'string') found.empty += 1;
    else {
      found.hashed += 1;
      found.lines.push(hex(outcome.canonical));
    }
  }
  return found;
}

/** What bytes make of it, and how many lines were left to the rules. */
function byBytes(text: string, column: AddressColumn): Found & { readonly others: number } {
  const lines = AddressLines.open(column);
  assert.ok(lines);
  const sink = new ByteSink(new Uint8Array(16));
  const rest = { hashed: 0, empty: 0, others: 0 };
  lines.hash(new TextEncoder().encode(text), sink, (bytes) => {
    const found = byRules(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes), column);
    for (const line of found.lines) sink.appendText(`${line}\n`);
    rest.hashed += found.hashed;
    rest.empty += found.empty;
    rest.others += 1;
  });
  const { hashed, empty } = lines.counted();
  return {
    lines: new TextDecoder().decode(sink.bytes).split('\n').slice(0, -1),
    hashed: hashed + rest.hashed,
    empty: empty + rest.empty,
    others: rest.others,
  };
}

const anyLetters = fc.stringMatching(/^[A-Za-z0-9.+_'|!#~-]{0,12}$/);
const anyAscii = fc.stringMatching(/^[!-~]{0,3}$/);
const anyAddress = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: anyLetters }, anyAscii),
    fc.constantFrom('gmail.com', 'Googlemail.COM', 'b.de', 'c.example.org', 'x..y', 'b.de.', 'b.', '.z', 'w'),
  )
  .map(([name, domain]) => `${name}@${domain}`);
const anyCell = fc.oneof(
  { weight: 6, arbitrary: anyAddress },
  fc.stringMatching(/^[a-z@. ,;|"\t\r\n]{0,8}$/),
  fc.emailAddress(),
  fc.string({ unit: 'binary', maxLength: 6 }).map((text) => text.toWellFormed()),
  fc.constantFrom('', ' ', '""', 'a@b.de ', '\ta@b.de\t', '\ufeffa@b.de', 'é@b.de', hex(''), 'a@b.de\0'),
  fc.nat({ max: 200 }).map((length) => `${'x'.repeat(length)}@example.com`),
);
const anyWritten = fc
  .tuple(anyCell, fc.constantFrom('', '', '', '"', ' ', ' "'))
  .map(([cell, around]) => around + cell + (around.endsWith('"') ? '"' : around));
const anyColumn: fc.Arbitrary<AddressColumn> = fc.record({
  place: fc.constantFrom(0, 0, 1, 3),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  profile: fc.constantFrom(...profiles),
});
const anyRows = fc.array(
  fc.tuple(fc.array(anyWritten, { maxLength: 4 }), fc.constantFrom('\n', '\n', '\r\n')),
  { maxLength: 12 },
);

test('bytes make of any list what the rules make of it', () => {
  fc.assert(
    fc.property(anyColumn, anyRows, fc.boolean(), (column, rows, isCut) => {
      const text = rows.map(([cells, end]) => cells.join(column.delimiter) + end).join('');
      const written = isCut ? text.slice(0, -1) : text;
      const { others: _, ...found } = byBytes(written, column);
      assert.deepEqual(found, byRules(written, column), JSON.stringify([written, column]));
    }),
    { numRuns: 5000 },
  );
});

test('a list that is longer than the window is read whole, wherever the window ends', () => {
  for (const padding of ['', 'x', 'xy', 'x'.repeat(60), 'x'.repeat(70_000)]) {
    const rows = Array.from({ length: 5000 }, (_, index) => `${padding.slice(index % 7)},User${index}@b.de`);
    const text = `${rows.slice(0, padding.length > 100 ? 3 : 5000).join('\n')}\n`;
    const column: AddressColumn = { place: 1, delimiter: ',', profile: 'meta' };
    const { others: _, ...found } = byBytes(text, column);
    assert.deepEqual(found, byRules(text, column));
  }
});

test('usual addresses are known at once, in quotes, with capitals and blanks and after other columns too', () => {
  const written = [
    'mary@example.com',
    ' Mary.Ann+x@Mail.Example.co.uk ',
    '"o\'neil@b.de"',
    '1,"two",a_b@c-d.de\r',
  ];
  for (const cell of written) {
    const place = cell.includes(',') ? 2 : 0;
    assert.equal(byBytes(`${cell}\n`, { place, delimiter: ',', profile: 'meta' }).others, 0, cell);
  }
  const gmail = byBytes('J.Doe+x@gmail.com\n', { place: 0, delimiter: ',', profile: 'google' });
  assert.deepEqual([gmail.others, gmail.lines], [0, [hex('jdoe@gmail.com')]]);
});

test('messages of every length of one block are hashed as others hash them', () => {
  const addresses = Array.from({ length: 60 }, (_, length) => `${'n'.repeat(length + 1)}@b.de`);
  const found = byBytes(`${addresses.join('\n')}\n`, { place: 0, delimiter: ',', profile: 'meta' });
  assert.deepEqual(found.lines, addresses.map(hex));
  assert.equal(found.others, addresses.filter(({ length }) => length > 55).length);
});
