import { OperatorError } from '../kernel/operator-error.ts';

/** The first entry of a backup. */
export interface Manifest {
  readonly format: 1;
  readonly created_at: string;
  /** Of Kindred, and the schema of its control store. */
  readonly version: string;
  readonly control_schema: number;
  /** Of the master key that its keys were made with; the key itself is not in the backup. */
  readonly key_fingerprint: string;
}

export const manifestName = 'kindred-backup.json';
/** The last entry: the SHA-256 of each file, as `sha256sum` writes it. Without it a backup was cut. */
export const sumsName = 'kindred-backup.sha256';

/** Throws OperatorError for what is no manifest of a backup that this Kindred knows. */
export function readManifest(text: string, path: string): Manifest {
  try {
    const read = JSON.parse(text) as Partial<Manifest>;
    if (read.format === 1 && typeof read.key_fingerprint === 'string') return read as Manifest;
  } catch {
    // What is wrong with it does not matter.
  }
  throw new OperatorError(`${path} is no backup of Kindred, or one of a newer version.`);
}
