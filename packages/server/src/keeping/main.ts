import '../process-flags.ts';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { type Config, readConfig, readEnvironment, readSecrets } from '../config/index.ts';
import { OperatorError } from '../kernel/operator-error.ts';
import { backUp, examine, readGate, restore } from './index.ts';

/**
 * What is done to an installation while its server does not run: `backup FILE`, `restore FILE [--replace]`, `doctor`. It
 * says what it does as lines of JSON, for the command line to show: {progress, total}, at last {answer} or {failure}.
 */
async function main(args: readonly string[]): Promise<void> {
  const env = readEnvironment(process.env);
  const config = readConfig(env);
  const [work, file, flag] = args;
  if (work === 'gate') return pipeline(readGate(config, config.dataDir), process.stdout);
  if (work === 'doctor') {
    const findings = await examine(config, env.KINDRED_KEY !== undefined, () => secretsOf(env, config));
    return say({ answer: { findings } });
  }
  if (file === undefined) throw new OperatorError('Name the backup.');
  const path = resolve(file);
  const secrets = secretsOf(env, config);
  const onProgress = (progress: number, total: number) => say({ progress, total });
  if (work === 'backup') return say({ answer: { backup: await backUp(config, secrets, path, onProgress) } });
  if (work !== 'restore') throw new OperatorError('The work is backup, restore or doctor.');
  const restored = await restore({
    config,
    secrets,
    file: path,
    replace: flag === '--replace',
    gateProgram: fileURLToPath(import.meta.url),
    onProgress,
  });
  say({ answer: { restored } });
}

/** Of a key that is there: only the first start of a server makes one. */
function secretsOf(env: ReturnType<typeof readEnvironment>, config: Config) {
  if (env.KINDRED_KEY === undefined && !existsSync(config.keyFile)) {
    throw new OperatorError(
      `The key file ${config.keyFile} is missing. It is in no backup: put it back from where you keep it, ` +
        'or name it with KINDRED_KEY_FILE, or give the key with KINDRED_KEY.',
    );
  }
  return readSecrets(env, config);
}

function say(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  say({ failure: error.message });
  process.exitCode = 1;
}
