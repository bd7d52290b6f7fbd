import { rotateSecret } from '../../api/apps.ts';
import type { AddCommand } from '../command.ts';
import { secretText } from './table.ts';

export const addAppsRotateSecret: AddCommand = (parent, open) => {
  parent
    .command('rotate-secret')
    .description('give an app a new secret, shown once; the old one proves nothing any more')
    .argument('<id>', 'its id, as `kindred apps list` shows it')
    .action(async (id: string) => {
      const session = open();
      const made = await rotateSecret(session.client, id);
      session.answer(made, () => secretText(made, session.view));
    });
};
