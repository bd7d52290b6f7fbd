import type { App } from '../../access/index.ts';
import type { GraphContext, Visit } from '../context.ts';
import { type NodeKind, project } from '../nodes/project.ts';
import type { Field } from '../wire/index.ts';

/** What callers may know of an app. */
export type ShownApp = Pick<App, 'id' | 'name'>;

/** The app of tokens that belong to none: the installation itself, without a secret or any rule. */
export const ownApp: ShownApp = { id: '0', name: 'Kindred' };

const appKind: NodeKind<ShownApp, null> = {
  name: 'Application',
  id: ({ id }) => id,
  fields: { name: ({ name }) => name, category: () => undefined, link: () => undefined },
};

/** The node of an app. Asked for nothing, it tells its name. */
export function appNode(app: ShownApp, fields: readonly Field[]): Promise<unknown> {
  return project(appKind, app, fields.length === 0 ? [{ name: 'name', fields: null }] : fields, null);
}

/** The app that a token may see under this id: its own, and for operators every one. Null for any other. */
export async function appSeenBy(
  { caller }: Pick<Visit, 'caller'>,
  id: string,
  { apps }: Pick<GraphContext, 'apps'>,
): Promise<ShownApp | null> {
  const own = caller.app ?? ownApp;
  if (own.id === id) return own;
  return caller.role === 'operator' ? apps.find(id) : null;
}
