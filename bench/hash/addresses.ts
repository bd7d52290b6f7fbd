import { runModule } from '../kit/child.ts';

export interface AddressesPlan {
  readonly path: string;
  readonly rows: number;
}

/** A CSV file of one column, `email`: addresses that everybody takes, not all of them trimmed and in small letters. */
export async function makeAddresses(plan: AddressesPlan): Promise<void> {
  await runModule(new URL('./addresses.child.ts', import.meta.url), plan);
}
