import { OperatorError } from '../kernel/operator-error.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import type { Control } from './control.ts';

const statement = sqlIn(import.meta.url);

/** Refuses to start with another master key than the one the data was written with. */
export async function requireSameKey(control: Control, fingerprint: string): Promise<void> {
  await control.query(statement('write-setting'), ['key_fingerprint', fingerprint]);
  const [stored] = await control.query<{ value: string }>(statement('read-setting'), ['key_fingerprint']);
  if (stored?.value !== fingerprint) {
    throw new OperatorError(
      `This is not the master key that the data was written with (its fingerprint is ${stored?.value}, ` +
        `this one's ${fingerprint}). Give the right one with KINDRED_KEY or KINDRED_KEY_FILE.`,
    );
  }
}
