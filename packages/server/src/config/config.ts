import { resolve } from 'node:path';
import { limits } from '@kindred/contract';
import { OperatorError } from '../kernel/operator-error.ts';
import { choiceOf, type Environment, integerOf, textOf } from './env.ts';

const logLevels = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Meta's tiers of access to the Marketing API, and none. */
export const rateTiers = ['unlimited', 'development_access', 'standard_access'] as const;
export type RateTier = (typeof rateTiers)[number];

const gibibyte = 1024 ** 3;

export interface Config {
  readonly host: string;
  /** 0 asks the system for a free port. */
  readonly port: number;
  /** Where callers reach the server, without a slash at the end; null: the address it listens on. */
  readonly publicUrl: string | null;
  readonly dataDir: string;
  /** The key file lies beside the data directory, not in it: see ARCHITECTURE.md, "Keys at rest". */
  readonly keyFile: string;
  readonly control: { readonly kind: 'pglite' } | { readonly kind: 'postgres'; readonly url: string };
  readonly uploadBytesMax: number;
  readonly uploadsInFlightMax: number;
  readonly uploadsPerAccountMax: number;
  readonly engineMemoryBytes: number;
  readonly diskFreeBytesMin: number;
  readonly rateLimit: {
    readonly tier: RateTier;
    /** Calls on one ad account in a window, before those for its audiences; null: as many as the tier has. */
    readonly calls: number | null;
    /** Calls of one app in a window; null: any number. */
    readonly appCalls: number | null;
    readonly windowSeconds: number;
  };
  /** People of a seed in one country, from which a lookalike can be made. */
  readonly lookalikeSeedsMin: number;
  readonly logLevel: LogLevel;
}

/** Defaults, grouping and cross-checks. Throws an OperatorError with a sentence for the operator. */
export function readConfig(env: Environment): Config {
  const dataDir = resolve(textOf(env, 'KINDRED_DATA_DIR', './kindred-data'));
  return {
    host: textOf(env, 'KINDRED_HOST', '127.0.0.1'),
    port: integerOf(env, 'KINDRED_PORT', 8080, { min: 0, max: 65_535 }),
    publicUrl: publicUrlOf(env),
    dataDir,
    keyFile: resolve(textOf(env, 'KINDRED_KEY_FILE', `${dataDir}.key`)),
    control: controlOf(env),
    uploadBytesMax: integerOf(env, 'KINDRED_UPLOAD_BYTES_MAX', 64 * gibibyte, { min: 1, max: 2 ** 50 }),
    uploadsInFlightMax: integerOf(env, 'KINDRED_UPLOADS_IN_FLIGHT_MAX', 64, { min: 1, max: 10_000 }),
    uploadsPerAccountMax: integerOf(env, 'KINDRED_UPLOADS_PER_ACCOUNT_MAX', 16, { min: 1, max: 10_000 }),
    engineMemoryBytes: integerOf(env, 'KINDRED_ENGINE_MEMORY_BYTES', 2.5 * gibibyte, {
      min: gibibyte / 2,
      max: 2 ** 50,
    }),
    diskFreeBytesMin: integerOf(env, 'KINDRED_DISK_FREE_BYTES_MIN', gibibyte / 4, { min: 0, max: 2 ** 50 }),
    rateLimit: {
      tier: choiceOf(env, 'KINDRED_RATE_LIMIT_TIER', 'unlimited', rateTiers),
      calls: callsOf(env, 'KINDRED_RATE_LIMIT_CALLS'),
      appCalls: callsOf(env, 'KINDRED_RATE_LIMIT_APP_CALLS'),
      windowSeconds: integerOf(env, 'KINDRED_RATE_LIMIT_WINDOW_SECONDS', 3600, { min: 1, max: 86_400 }),
    },
    lookalikeSeedsMin: integerOf(env, 'KINDRED_LOOKALIKE_SEEDS_MIN', limits.lookalike_seeds_min, {
      min: 20,
      max: 1_000_000,
    }),
    logLevel: choiceOf(env, 'KINDRED_LOG_LEVEL', 'info', logLevels),
  };
}

function callsOf(
  env: Environment,
  name: 'KINDRED_RATE_LIMIT_CALLS' | 'KINDRED_RATE_LIMIT_APP_CALLS',
): number | null {
  return env[name] === undefined ? null : integerOf(env, name, 0, { min: 1, max: 1_000_000_000 });
}

function publicUrlOf(env: Environment): string | null {
  const text = env.KINDRED_PUBLIC_URL;
  if (text === undefined) return null;
  if (!URL.canParse(text)) {
    throw new OperatorError(
      `KINDRED_PUBLIC_URL is "${text}", but must be an address such as https://audiences.example.com.`,
    );
  }
  return text.replace(/\/+$/, '');
}

function controlOf(env: Environment): Config['control'] {
  const url = env.KINDRED_DATABASE_URL;
  if (url === undefined) return { kind: 'pglite' };
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new OperatorError(
      'KINDRED_DATABASE_URL must start with postgres:// or postgresql://. Without it the embedded store is used.',
    );
  }
  return { kind: 'postgres', url };
}
