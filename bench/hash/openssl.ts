import { availableParallelism } from 'node:os';
import { runCommand } from '../kit/child.ts';
import { type Measured, measured } from '../kit/outcome.ts';
import { quiet } from '../kit/quiet.ts';

const messageBytes = 32;
const seconds = 3;

/** What the processors can hash at all: messages of 32 bytes out of memory, one process for each of them. */
export async function measureOpenssl(patienceSeconds: number): Promise<Measured> {
  await quiet(patienceSeconds);
  const flags = ['-mr', '-seconds', String(seconds), '-bytes', String(messageBytes)];
  const text = await runCommand('openssl', [
    'speed',
    ...flags,
    '-multi',
    String(availableParallelism()),
    '-evp',
    'sha256',
  ]);
  const bytesPerSecond = Number(/^\+F:[^:]*:sha256:([0-9.]+)$/m.exec(text)?.[1]);
  if (!(bytesPerSecond > 0)) throw new Error(`openssl speed said something unknown: ${text}`);
  return measured((bytesPerSecond / messageBytes) * seconds, seconds);
}
