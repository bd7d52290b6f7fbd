import type { Token } from '@kindred/contract';
import { moment, table, type View } from '../../render/index.ts';

export function tokensTable(tokens: readonly Token[], view: View): string {
  return table(
    [
      { title: 'id', align: 'right' },
      { title: 'role' },
      { title: 'accounts' },
      { title: 'app' },
      { title: 'created' },
      { title: 'revoked' },
      { title: 'name', wraps: true },
    ],
    tokens.map((token) => [
      String(token.id),
      token.role,
      token.role === 'operator' ? 'all' : token.fb_ad_account_ids.join(', '),
      token.app_id ?? '',
      moment(token.created_at),
      token.revoked_at === null ? '' : moment(token.revoked_at),
      token.name,
    ]),
    view,
  );
}
