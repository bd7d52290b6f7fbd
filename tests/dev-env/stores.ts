import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { leash } from './leash.ts';
import { foreignEnvironment } from './server-process.ts';

const childPath = fileURLToPath(new URL('./stores.child.ts', import.meta.url));

/** Statements for the stores of a server that does not run. `csv`: rows for an INSERT from input('…'). */
export interface StoreJob {
  readonly control?: readonly { readonly sql: string; readonly values?: readonly unknown[] }[];
  readonly column?: readonly {
    readonly sql: string;
    readonly params?: Readonly<Record<string, string | number>>;
    readonly csv?: string;
  }[];
}

/** The rows that each statement gave, in the order of the job. */
export interface StoreRows {
  readonly control: readonly (readonly Record<string, unknown>[])[];
  readonly column: readonly (readonly Record<string, unknown>[])[];
}

/**
 * Runs statements on the stores of a server, in a process of its own, because the embedded engine opens one
 * directory a process. The parameters k0 and k1 (the pepper of keys at rest) are there for every statement.
 */
export async function onStores(
  settings: Readonly<Record<string, string>>,
  job: StoreJob,
): Promise<StoreRows> {
  const child = leash(
    spawn(process.execPath, [childPath], {
      env: { ...foreignEnvironment(), ...settings },
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  const pieces: Buffer[] = [];
  child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
  child.stdin.end(JSON.stringify(job));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`the statements on the stores failed with ${code}`);
  return JSON.parse(Buffer.concat(pieces).toString('utf8')) as StoreRows;
}
