import { listApps } from '../../api/apps.ts';
import type { AddCommand } from '../command.ts';
import { appsTable } from './table.ts';

export const addAppsList: AddCommand = (parent, open) => {
  parent
    .command('list')
    .description('list the apps, without their secrets')
    .action(async () => {
      const session = open();
      const apps = await listApps(session.client);
      session.answer({ apps }, () =>
        apps.length === 0 ? 'There is no app yet.' : appsTable(apps, session.view),
      );
    });
};
