import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openChdb } from '../column/index.ts';
import type { Config, Secrets } from '../config/index.ts';
import { openControl, requireSameKey } from '../control/index.ts';
import {
  type Finding,
  fail,
  machineFindings,
  ok,
  storeFindings,
  warn,
  workFindings,
} from '../health/index.ts';
import { DirectoryInUse, lockDirectory } from '../kernel/directory-lock.ts';
import { OperatorError } from '../kernel/operator-error.ts';

/** Looks at an installation without its server: at its stores too, if no server has them. */
export async function examine(
  config: Config,
  keyIsGiven: boolean,
  secretsOf: () => Secrets,
): Promise<readonly Finding[]> {
  const machine = await machineFindings(config, keyIsGiven);
  if (!existsSync(join(config.dataDir, 'column'))) {
    const todo = 'The first start makes one. Is KINDRED_DATA_DIR right?';
    return [...machine, warn('stores', `There is no installation in ${config.dataDir}.`, todo)];
  }
  const lock = lockOf(config.dataDir);
  if (lock === null) return [...machine, ok('lock', 'A server runs on the data directory.')];
  using _held = lock;
  return [
    ...machine,
    warn('lock', 'No server runs on the data directory.', 'Start one: npm start'),
    ...(await examineStores(config, secretsOf)),
  ];
}

/** Null: a server has it. */
function lockOf(dataDir: string): Disposable | null {
  try {
    return lockDirectory(dataDir);
  } catch (error) {
    if (error instanceof DirectoryInUse) return null;
    throw error;
  }
}

async function examineStores(config: Config, secretsOf: () => Secrets): Promise<readonly Finding[]> {
  await using closers = new AsyncDisposableStack();
  try {
    const control = closers.adopt(
      await openControl(config.control, join(config.dataDir, 'control')),
      (each) => each.close(),
    );
    await requireSameKey(control, secretsOf().fingerprint);
    const directory = join(config.dataDir, 'column');
    const column = closers.adopt(
      await openChdb({ directory, memoryBytesMax: config.engineMemoryBytes }),
      (each) => each.close(),
    );
    return [...(await storeFindings({ control, column })), ...(await workFindings(control))];
  } catch (error) {
    if (error instanceof OperatorError) {
      return [fail('stores', error.message, 'Do what the sentence says, and look again.')];
    }
    const todo = 'Restore the last backup, if the next start of the server fails as well.';
    return [fail('stores', `A store does not open (${(error as Error).name}).`, todo)];
  }
}
