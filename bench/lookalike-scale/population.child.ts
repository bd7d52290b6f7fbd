import { sqlIn } from '../../packages/server/src/kernel/sql-file.ts';
import { inputOfModule } from '../kit/child.ts';
import type { MadePlan } from './population.ts';
import { openStores } from './stores.ts';

const statement = sqlIn(import.meta.url);
const { settings, people, seeds, seedPaths, slices } = inputOfModule<MadePlan>();

const numbered = (stem: string, count: number) =>
  Array.from({ length: count }, (_, k) => `${stem}_${String(k).padStart(2, '0')}`);
const names = [...numbered('num', 24), ...numbered('cat', 12), ...numbered('tok', 3), ...numbered('emb', 32)];

await using stores = await openStores(settings);
const { column, control, pepper } = stores;
for (let slice = 0; slice < slices; slice += 1) {
  await column.exec(statement('make-people'), { ...pepper, people, slice, names });
}
await column.exec(statement('make-keys'));
await column.exec('OPTIMIZE TABLE identity_keys FINAL');
for (const [index, path] of seedPaths.entries()) {
  await column.exec(statement('make-seed'), { path, people, seeds, skipped: index * seeds });
}
const [counted] = await control.query<{ version: number }>(statement('count-version'));
await control.query(statement('set-version'), [String(counted?.version ?? 1)]);
process.stdout.write('null');
