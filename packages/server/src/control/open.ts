import type { Control } from './control.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

/** Which control store there is. */
export type ControlChoice = { readonly kind: 'pglite' } | { readonly kind: 'postgres'; readonly url: string };

/** Opens the control store; an embedded one lies in the directory. */
export function openControl(choice: ControlChoice, directory: string): Promise<Control> {
  return choice.kind === 'postgres' ? openPostgres(choice.url) : openPglite(directory);
}
