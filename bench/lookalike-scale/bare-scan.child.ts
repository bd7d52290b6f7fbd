import { sqlIn } from '../../packages/server/src/kernel/sql-file.ts';
import { inputOfModule } from '../kit/child.ts';
import type { BareScan } from './bare-scan.ts';
import { openStores } from './stores.ts';

const statement = sqlIn(import.meta.url);
const { settings, runs } = inputOfModule<{ settings: Record<string, string>; runs: number }>();

await using stores = await openStores(settings);
const { column } = stores;
const [last] = await column.query<{ encoding: string }>(statement('last-encoding'));
const encoding = BigInt(last?.encoding ?? 0);
const scans: BareScan[] = [];
for (let run = 0; run < runs; run += 1) {
  const startMs = performance.now();
  const [row] = await column.query<{ people: string }>(statement('bare-scan'), { encoding });
  scans.push({ people: Number(row?.people ?? 0), seconds: (performance.now() - startMs) / 1000 });
}
process.stdout.write(JSON.stringify(scans));
