import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Column, migrateColumn, openChdb } from '../column/index.ts';
import type { Config, Secrets } from '../config/index.ts';
import { type Control, migrateControl, Node, openControl, requireSameKey } from '../control/index.ts';
import { lockDirectory } from '../kernel/directory-lock.ts';
import { Stage } from '../stage/index.ts';

/** What the rooms are made of. */
export interface Ground {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly control: Control;
  readonly column: Column;
  readonly nodeId: string;
  readonly stage: Stage;
}

/** Opens the stores of the data directory, which is locked before anything else. */
export async function openGround(
  config: Config,
  secrets: Secrets,
  closers: AsyncDisposableStack,
): Promise<Ground> {
  closers.use(lockDirectory(config.dataDir));
  // What a process that was killed had put aside; nobody will read it.
  rmSync(spoolDirectory(config), { recursive: true, force: true });
  mkdirSync(spoolDirectory(config), { mode: 0o700 });
  const directory = join(config.dataDir, 'control');
  const control = closers.adopt(await openControl(config.control, directory), (each) => each.close());
  await migrateControl(control);
  await requireSameKey(control, secrets.fingerprint);
  const column = closers.adopt(
    await openChdb({ directory: join(config.dataDir, 'column'), memoryBytesMax: config.engineMemoryBytes }),
    (each) => each.close(),
  );
  await migrateColumn(column);
  const node = new Node(randomUUID(), control);
  await node.join(config.control.kind === 'pglite', config.dataDir);
  closers.use(node);
  const stage = new Stage({ control, column, pepper: secrets.pepper, nodeId: node.id });
  return { config, secrets, control, column, nodeId: node.id, stage };
}

/** Where rows of large requests wait, encrypted, until their upload is applied. */
export function landingsDirectory(config: Config): string {
  return join(config.dataDir, 'landings');
}

/** Where files wait, encrypted, for what must be known before they can be read. */
export function spoolDirectory(config: Config): string {
  return join(config.dataDir, 'spool');
}
