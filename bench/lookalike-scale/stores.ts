import '../../packages/server/src/process-flags.ts';
import { join } from 'node:path';
import { type Column, migrateColumn, openChdb } from '../../packages/server/src/column/index.ts';
import { readConfig, readEnvironment, readSecrets } from '../../packages/server/src/config/index.ts';
import { type Control, migrateControl, openPglite } from '../../packages/server/src/control/index.ts';

/** The stores of a server that does not run, as it opens them itself. For a process of its own. */
export interface Stores extends AsyncDisposable {
  readonly column: Column;
  readonly control: Control;
  /** Of the hashes at rest. */
  readonly pepper: { readonly k0: string; readonly k1: string };
}

export async function openStores(settings: Readonly<Record<string, string>>): Promise<Stores> {
  const env = readEnvironment(settings);
  const config = readConfig(env);
  const { pepper } = readSecrets(env, config);
  const control = await openPglite(join(config.dataDir, 'control'));
  await migrateControl(control);
  const column = await openChdb({
    directory: join(config.dataDir, 'column'),
    memoryBytesMax: config.engineMemoryBytes,
  });
  await migrateColumn(column);
  return {
    column,
    control,
    pepper,
    [Symbol.asyncDispose]: async () => {
      await column.close();
      await control.close();
    },
  };
}
