import type { AdAccount } from '@kindred/contract';
import { table, type View } from '../../render/index.ts';

export function accountsTable(accounts: readonly AdAccount[], view: View): string {
  return table(
    [{ title: 'id', align: 'right' }, { title: 'fb_id' }, { title: 'name', wraps: true }],
    accounts.map((account) => [String(account.id), account.fb_id, account.name]),
    view,
  );
}
