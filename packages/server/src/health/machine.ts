import { existsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { relative } from 'node:path';
import type { Config } from '../config/index.ts';
import { type Finding, fail, looked, megabytes, ok, warn } from './finding.ts';

/** What Node and the connections take beside the engine. */
const besideEngineBytes = 1e9;
/** Uploads are refused below the limit of the settings; one should know before. */
const roomTimes = 4;

/** What the settings say of this machine, against what it is. Needs no store. */
export async function machineFindings(config: Config, keyIsGiven: boolean): Promise<readonly Finding[]> {
  const all = await Promise.all([
    looked('key', async () => [keyFinding(config, keyIsGiven)]),
    looked('data directory', async () => [directoryFinding(config)]),
    looked('disk', async () => [await diskFinding(config)]),
    looked('memory', async () => [memoryFinding(config)]),
  ]);
  return all.flat();
}

function keyFinding({ keyFile, dataDir }: Config, keyIsGiven: boolean): Finding {
  const what = 'key';
  if (keyIsGiven) return ok(what, 'The master key is given by KINDRED_KEY.');
  if (!existsSync(keyFile)) {
    return existsSync(`${dataDir}/column`)
      ? fail(what, `The key file ${keyFile} is missing.`, 'Put it back: without it the data is worthless.')
      : ok(what, 'There is no key yet: the first start makes it.');
  }
  if (!relative(dataDir, keyFile).startsWith('..')) {
    return warn(
      what,
      'The key file lies in the data directory.',
      'Move it out, and name it with KINDRED_KEY_FILE: a copy of the directory should not hold both.',
    );
  }
  return isOpen(keyFile)
    ? fail(what, `Others may read the key file ${keyFile}.`, `chmod 600 '${keyFile}'`)
    : ok(what, `The key file ${keyFile} is readable by its owner alone.`);
}

function directoryFinding({ dataDir }: Config): Finding {
  const what = 'data directory';
  if (!existsSync(dataDir)) {
    const todo = 'Start the server, or name the directory with KINDRED_DATA_DIR.';
    return warn(what, `${dataDir} is not there.`, todo);
  }
  return isOpen(dataDir)
    ? warn(what, `Others may look into ${dataDir}.`, `chmod 700 '${dataDir}'`)
    : ok(what, `${dataDir} is open to its owner alone.`);
}

function isOpen(path: string): boolean {
  return (statSync(path).mode & 0o077) !== 0;
}

async function diskFinding({ dataDir, diskFreeBytesMin }: Config): Promise<Finding> {
  const what = 'disk';
  const disk = await statfs(existsSync(dataDir) ? dataDir : '.');
  const free = disk.bavail * disk.bsize;
  const say = `${megabytes(free)} are free.`;
  const todo = 'Free some space, or move the data directory to a larger disk.';
  if (free < diskFreeBytesMin)
    return fail(what, `${say} Files are refused below ${megabytes(diskFreeBytesMin)}.`, todo);
  return free < roomTimes * diskFreeBytesMin ? warn(what, say, todo) : ok(what, say);
}

function memoryFinding({ engineMemoryBytes }: Config): Finding {
  const what = 'memory';
  const constrained = process.constrainedMemory();
  const there = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  const say = `The engine may take ${megabytes(engineMemoryBytes)} of ${megabytes(there)}.`;
  if (engineMemoryBytes + besideEngineBytes <= there) return ok(what, say);
  return warn(
    what,
    say,
    'Lower KINDRED_ENGINE_MEMORY_BYTES to about a gigabyte less than there is: else the system may kill the server.',
  );
}
