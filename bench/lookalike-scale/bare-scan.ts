import { runModule } from '../kit/child.ts';
import { medianBy } from '../kit/statistics.ts';
import { serverSettings } from '../server/index.ts';

export interface BareScan {
  readonly people: number;
  readonly seconds: number;
}

/** Reads what a server that has stopped encoded of everybody, with its engine and settings; the median of three times. */
export async function measureBareScan(directory: string): Promise<BareScan> {
  const input = { settings: serverSettings(directory), runs: 3 };
  const scans = await runModule<BareScan[]>(new URL('./bare-scan.child.ts', import.meta.url), input);
  return medianBy(scans, ({ seconds }) => seconds);
}
