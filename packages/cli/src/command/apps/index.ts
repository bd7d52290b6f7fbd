import type { AddCommand } from '../command.ts';
import { addAppsCreate } from './create.ts';
import { addAppsDelete } from './delete.ts';
import { addAppsList } from './list.ts';
import { addAppsRotateSecret } from './rotate-secret.ts';
import { addAppsUpdate } from './update.ts';

export const addApps: AddCommand = (parent, open) => {
  const apps = parent.command('apps').description('programs that call the Graph API, and their secrets');
  addAppsCreate(apps, open);
  addAppsList(apps, open);
  addAppsUpdate(apps, open);
  addAppsRotateSecret(apps, open);
  addAppsDelete(apps, open);
};
