import type { App } from '@kindred/contract';
import type { NewSecret } from '../../api/apps.ts';
import { moment, table, type View } from '../../render/index.ts';

export function appsTable(apps: readonly App[], view: View): string {
  return table(
    [
      { title: 'id' },
      { title: 'proof' },
      { title: 'strict' },
      { title: 'created' },
      { title: 'name', wraps: true },
    ],
    apps.map((app) => [
      app.id,
      app.require_proof ? 'required' : 'checked',
      app.strict.join(', '),
      moment(app.created_at),
      app.name,
    ]),
    view,
  );
}

export function secretText({ app, app_secret: secret }: NewSecret, view: View): string {
  return [
    appsTable([app], view),
    '',
    `app secret: ${view.paint.bold(secret)}`,
    'Keep it now: it is stored encrypted, and not shown again.',
  ].join('\n');
}
