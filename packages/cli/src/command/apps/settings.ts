import { Option } from 'commander';
import { type AppSettings, type StrictRule, strictRules } from '../../api/apps.ts';
import { WrongUsage } from '../../failure.ts';

export interface SettingOptions {
  readonly name?: string;
  readonly requireProof?: boolean;
  readonly strict?: readonly StrictRule[];
  readonly lenient?: true;
}

export function requireProofOption(): Option {
  return new Option('--require-proof', 'refuse calls without an appsecret_proof');
}

export function strictOption(): Option {
  return new Option('--strict <rules...>', 'what its calls are held to').choices(strictRules);
}

/** What was not said is undefined. Throws WrongUsage for both ways at once. */
export function settingsOf({ name, requireProof, strict, lenient }: SettingOptions): AppSettings {
  if (lenient === true && strict !== undefined) {
    throw new WrongUsage('--lenient holds calls to nothing, --strict to something: give one of them.');
  }
  return { name, require_proof: requireProof, strict: lenient === true ? [] : strict };
}
