import { deleteApp } from '../../api/apps.ts';
import type { AddCommand } from '../command.ts';

export const addAppsDelete: AddCommand = (parent, open) => {
  parent
    .command('delete')
    .description('delete an app and revoke all of its tokens, at once and for good')
    .argument('<id>', 'its id, as `kindred apps list` shows it')
    .action(async (id: string) => {
      const session = open();
      await deleteApp(session.client, id);
      session.answer({ deleted: id }, () => `App ${id} is deleted, and its tokens are revoked.`);
    });
};
