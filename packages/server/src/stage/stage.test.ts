import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { keyKinds, type UserType } from '@kindred/contract';
import { migrateColumn, openChdb } from '../column/index.ts';
import type { Control } from '../control/index.ts';
import { cellPattern } from '../intake/index.ts';
import type { RowShape } from './shape.ts';
import { Stage } from './stage.ts';

const directory = mkdtempSync(join(tmpdir(), 'kindred-stage-'));
const column = await openChdb({ directory, memoryBytesMax: 1024 ** 3 });
await migrateColumn(column);
after(async () => {
  await column.close();
  rmSync(directory, { recursive: true, force: true });
});

const pepper = { k0: '1', k1: '18446744073709551615' };
const control: Control = Object.freeze(Object.create(null));
const stage = new Stage({ control, column, pepper, nodeId: 'here' });
let segments = 0;

interface StagedRow {
  readonly code: number;
  readonly kind: number;
  readonly key: string;
  readonly more: readonly { readonly kind: number; readonly key: string }[];
}

async function staged(shape: RowShape, lines: readonly string[]): Promise<StagedRow[]> {
  segments += 1;
  await stage.append({ id: segments, segment: segments }, shape, 0, [Buffer.from(lines.join('\n'))]);
  return column.query<StagedRow>(
    'SELECT code, kind, key, more FROM staged_rows WHERE segment = {segment:UInt64} ORDER BY line',
    { segment: segments },
  );
}

/** The key of a digest, computed from all its 32 bytes. */
async function keyOf(digestHex: string): Promise<string> {
  const [row] = await column.query<{ key: string }>(
    'SELECT reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), unhex({digest:String}))) AS key',
    { ...pepper, digest: digestHex },
  );
  return row?.key ?? '';
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const single = (userType: UserType): RowShape => ({ form: 'single', userType });

// The SHA-256 of these ends in a zero byte, which is lost where bytes are taken for text.
const zeroEnded = ['crm-000157', 'crm-000442', 'crm-001077'];

test('an id whose SHA-256 ends in a zero byte has the key of all its bytes', async () => {
  for (const id of zeroEnded) assert.match(sha256(id), /00$/);
  const rows = await staged(single('custom_audience_third_party_id'), zeroEnded);
  for (const [index, id] of zeroEnded.entries()) assert.equal(rows[index]?.key, await keyOf(sha256(id)));
});

test('the same holds for an EXTERN_ID among several keys', async () => {
  const shape: RowShape = {
    form: 'multi',
    schema: ['EXTERN_ID', 'EMAIL'],
    delimiter: ',',
    cellPattern: cellPattern(','),
  };
  const [row] = await staged(shape, [`crm-000157,${sha256('mary@example.com')}`]);
  assert.equal(row?.kind, keyKinds.EXTERN_ID.code);
  assert.equal(row?.key, await keyOf(sha256('crm-000157')));
  assert.deepEqual(row?.more, [{ kind: keyKinds.EMAIL.code, key: await keyOf(sha256('mary@example.com')) }]);
});

test('a mobile advertiser id has one key, raw in any case or hashed', async () => {
  const id = 'ab1234cd-e123-12f0-a123-0123456789ab';
  const rows = await staged(single('mobile_advertiser_id'), [id, id.toUpperCase(), sha256(id)]);
  const key = await keyOf(sha256(id));
  assert.deepEqual(
    rows.map((row) => [row.code, row.key]),
    [
      [0, key],
      [0, key],
      [0, key],
    ],
  );
});

test('a hash has one key in either case, quoted or padded', async () => {
  const hash = sha256('mary@example.com');
  const rows = await staged(single('email_hash'), [hash, hash.toUpperCase(), `  "${hash}" \r`]);
  assert.deepEqual(new Set(rows.map((row) => row.key)), new Set([await keyOf(hash)]));
});
