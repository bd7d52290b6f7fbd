import { createHmac, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { OperatorError } from '../kernel/operator-error.ts';
import type { Config } from './config.ts';
import type { Environment } from './env.ts';

/** Everything derived from the master key, by HKDF with a purpose each, so that no two uses share a key. */
export interface Secrets {
  /** The two halves of the key of sipHash128Keyed: the pepper of every identity key at rest. Decimal text. */
  readonly pepper: { readonly k0: string; readonly k1: string };
  /** Key of the HMAC under which access tokens are stored. */
  readonly tokenKey: KeyObject;
  /** Key of the AES-256-GCM under which the secrets of apps are stored. */
  readonly appKey: Buffer;
  /** Key of the AES-256-CTR under which bytes wait on disk when a form's fields follow its file. */
  readonly spoolKey: Buffer;
  /** Of the tokens of other platforms, and of the keys of what is on its way to them: 32 bytes. */
  readonly relayKey: Buffer;
  /** Of rows of requests that wait to be applied: 32 bytes. */
  readonly rowsKey: KeyObject;
  /** Says which master key this is without telling it; kept in the control store and compared at each start. */
  readonly fingerprint: string;
  /** Preset by the operator instead of being made at the first start. */
  readonly operatorToken: string | null;
  /** Whether the master key came from the environment, and not from its file. */
  readonly keyIsGiven: boolean;
}

/** Reads the master key from the environment or the key file; makes the file at the first start. */
export function readSecrets(env: Environment, config: Config): Secrets {
  const master = env.KINDRED_KEY === undefined ? fromFile(config) : decodeKey(env.KINDRED_KEY, 'KINDRED_KEY');
  const derive = (purpose: string, bytes: number) =>
    Buffer.from(hkdfSync('sha256', master, 'kindred', purpose, bytes));
  const pepper = derive('pepper of identity keys', 16);
  return {
    pepper: { k0: pepper.readBigUInt64LE(0).toString(), k1: pepper.readBigUInt64LE(8).toString() },
    tokenKey: createSecretKey(derive('access tokens', 32)),
    appKey: derive('app secrets', 32),
    spoolKey: derive('spool', 32),
    relayKey: derive('relay', 32),
    rowsKey: createSecretKey(derive('rows of batches', 32)),
    fingerprint: createHmac('sha256', master).update('fingerprint').digest('hex').slice(0, 16),
    operatorToken: operatorTokenOf(env),
    keyIsGiven: env.KINDRED_KEY !== undefined,
  };
}

function fromFile(config: Config): Buffer {
  const path = config.keyFile;
  if (!existsSync(path)) {
    if (existsSync(`${config.dataDir}/column`)) {
      throw new OperatorError(
        `The key file ${path} is missing, but ${config.dataDir} holds data that was written with it. ` +
          'Put the file back, or name it with KINDRED_KEY_FILE, or give the key with KINDRED_KEY.',
      );
    }
    makeKeyFile(path);
  }
  return decodeKey(readFileSync(path, 'utf8').trim(), path);
}

function makeKeyFile(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new OperatorError(
      `The key file ${path} cannot be made (${code}). It lies beside the data directory: ` +
        'name another place with KINDRED_KEY_FILE, or another directory with KINDRED_DATA_DIR.',
      { cause: error },
    );
  }
}

function decodeKey(text: string, where: string): Buffer {
  if (!/^[0-9a-f]{64}$/i.test(text)) {
    throw new OperatorError(
      `${where} does not hold a key: 64 hexadecimal digits are expected (openssl rand -hex 32 makes one).`,
    );
  }
  return Buffer.from(text, 'hex');
}

function operatorTokenOf(env: Environment): string | null {
  const token = env.KINDRED_OPERATOR_TOKEN;
  if (token === undefined) return null;
  if (!/^[a-z0-9]{31}$/.test(token)) {
    throw new OperatorError(
      'KINDRED_OPERATOR_TOKEN must be 31 characters of a-z and 0-9, chosen at random, like every token here.',
    );
  }
  return token;
}
