import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { migrateColumn, openChdb } from '../../column/index.ts';
import { PlacedCells } from './placed-cells.ts';

const directory = mkdtempSync(join(tmpdir(), 'kindred-placed-'));
const column = await openChdb({ directory, memoryBytesMax: 1024 ** 3 });
after(async () => {
  await column.close();
  rmSync(directory, { recursive: true, force: true });
});
await migrateColumn(column);

/** More than a byte counts, and more than four masks hold. */
const features = 300;
const order = Array.from({ length: features }, (_, feature) => `f${feature}`);

// A third of everybody's features is missing. Of ten people one has them in reverse, and one behind an unknown name.
await column.exec(
  `INSERT INTO people (person, id, country, features, version)
   SELECT number, toString(number), 'us', mapFromArrays(
     arrayMap(k -> concat('f', toString(k)), found), arrayMap(k -> toString(1000 * k + number), found)), 1
   FROM (
     SELECT number, arrayFilter(k -> cityHash64(number, k) % 3 > 0, range({features:UInt16})) AS usual,
       multiIf(number % 10 = 3, arrayReverse(usual), number % 10 = 4, arrayConcat([999], usual), usual) AS found
     FROM numbers(2000)
   )`,
  { features },
);

for (const areParsed of [true, false]) {
  test(`cells are found by those before them, ${areParsed ? 'parsed among all' : 'each parsed by itself'}`, async () => {
    const cells = new PlacedCells(order, { areParsed });
    const wrong = [0, 1, 63, 64, 65, 127, 128, 191, 254, 255, 256, 257, 298, 299].flatMap((feature) => {
      const has = `cityHash64(person, ${feature}) % 3 > 0`;
      const number = `${1000 * feature} + person`;
      return [
        `countIf(${cells.text(`f${feature}`)} != if(${has}, toString(${number}), ''))`,
        `countIf(ifNotFinite(${cells.number(`f${feature}`)}, -1) != if(${has}, ${number}, -1))`,
      ];
    });
    const [row] = await column.query<{ people: string; wrong: string }>(
      `SELECT count() AS people, ${wrong.join(' + ')} AS wrong FROM ${cells.people()}`,
    );
    assert.deepEqual(row, { people: '2000', wrong: '0' });
  });
}
