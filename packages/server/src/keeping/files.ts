import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What of a data directory is worth keeping. The spool and the lock are of a server that runs. */
const kept = ['column', 'control', 'landings'];

export interface KeptFile {
  /** From the data directory, with slashes. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'link';
}

/** Everything that a backup holds, directories before what is in them. Named pipes are made anew by each start. */
export function keptFiles(dataDir: string): readonly KeptFile[] {
  return kept
    .filter((folder) => existsSync(join(dataDir, folder)))
    .flatMap((folder) => filesIn(dataDir, folder));
}

function filesIn(dataDir: string, folder: string): KeptFile[] {
  const entries = readdirSync(join(dataDir, folder), { withFileTypes: true });
  const inside = entries.flatMap((entry): KeptFile[] => {
    const path = `${folder}/${entry.name}`;
    if (entry.isSymbolicLink()) return [{ path, kind: 'link' }];
    if (entry.isDirectory()) return filesIn(dataDir, path);
    return entry.isFile() ? [{ path, kind: 'file' }] : [];
  });
  return [{ path: folder, kind: 'directory' }, ...inside];
}
