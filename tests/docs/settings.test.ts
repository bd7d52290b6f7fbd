import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import {
  type Config,
  readConfig,
  readEnvironment,
  readSecrets,
} from '../../packages/server/src/config/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');

/** The server lists every variable it knows when it refuses one. */
function knownNames(): string[] {
  try {
    readEnvironment({ KINDRED_MISSPELT: '1' });
  } catch (error) {
    const listed = /Known are: (.*)\.$/.exec((error as Error).message)?.[1];
    return (listed ?? '').split(', ').sort();
  }
  throw new Error('a variable that nobody knows was taken');
}

/** Variable → default, as the table has them. */
function documentedDefaults(): ReadonlyMap<string, string> {
  const rows = [...read('docs/operating.md').matchAll(/^\| `(KINDRED_\w+)` \| (?:`(.*?)`|–) \|/gm)];
  return new Map(rows.map(([, name = '', value = '']) => [name, value]));
}

function exampleSettings(): Record<string, string> {
  const rows = [...read('example.env').matchAll(/^# (KINDRED_\w+)=(.*)$/gm)];
  return Object.fromEntries(rows.map(([, name = '', value = '']) => [name, value]));
}

const shownPath = (path: string) => `./${relative(process.cwd(), path)}`;

/** What stands in Config when nothing is set, in the words of the table. */
function realDefaults(config: Config): Readonly<Record<string, string>> {
  return {
    KINDRED_HOST: config.host,
    KINDRED_PORT: String(config.port),
    KINDRED_PUBLIC_URL: config.publicUrl ?? '',
    KINDRED_DATA_DIR: shownPath(config.dataDir),
    KINDRED_DATABASE_URL: config.control.kind === 'pglite' ? '' : config.control.url,
    KINDRED_KEY: '',
    KINDRED_KEY_FILE: shownPath(config.keyFile),
    KINDRED_OPERATOR_TOKEN: '',
    KINDRED_UPLOAD_BYTES_MAX: String(config.uploadBytesMax),
    KINDRED_UPLOADS_IN_FLIGHT_MAX: String(config.uploadsInFlightMax),
    KINDRED_UPLOADS_PER_ACCOUNT_MAX: String(config.uploadsPerAccountMax),
    KINDRED_ENGINE_MEMORY_BYTES: String(config.engineMemoryBytes),
    KINDRED_DISK_FREE_BYTES_MIN: String(config.diskFreeBytesMin),
    KINDRED_RATE_LIMIT_TIER: config.rateLimit.tier,
    KINDRED_RATE_LIMIT_CALLS: String(config.rateLimit.calls ?? ''),
    KINDRED_RATE_LIMIT_APP_CALLS: String(config.rateLimit.appCalls ?? ''),
    KINDRED_RATE_LIMIT_WINDOW_SECONDS: String(config.rateLimit.windowSeconds),
    KINDRED_LOOKALIKE_SEEDS_MIN: String(config.lookalikeSeedsMin),
    KINDRED_LOG_LEVEL: config.logLevel,
    KINDRED_URL: 'http://127.0.0.1:8080',
    KINDRED_TOKEN: '',
    KINDRED_PROFILE: '',
  };
}

test('the operating page has every setting with its default', () => {
  const documented = documentedDefaults();
  assert.deepEqual([...documented.keys()].sort(), knownNames());
  assert.deepEqual(Object.fromEntries(documented), realDefaults(readConfig({})));
});

test('the example file has every setting, with values that the server takes', () => {
  const example = exampleSettings();
  assert.deepEqual(Object.keys(example).sort(), knownNames());
  const env = readEnvironment(example);
  const config = readConfig(env);
  assert.equal(config.control.kind, 'postgres');
  assert.equal(readSecrets(env, config).operatorToken, example['KINDRED_OPERATOR_TOKEN']);
});

test('the example file shows the defaults where there are some', () => {
  const example = exampleSettings();
  const withDefault = [...documentedDefaults()].filter(([, value]) => value !== '');
  for (const [name, value] of withDefault) assert.equal(example[name], value, name);
});
