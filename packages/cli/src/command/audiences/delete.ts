import { deleteAudience } from '../../api/audiences.ts';
import type { AddCommand } from '../command.ts';

export const addAudiencesDelete: AddCommand = (parent, open) => {
  parent
    .command('delete')
    .description('delete a custom audience and everything that was uploaded to it')
    .argument('<id>', 'its local id or its Graph id')
    .action(async (id: string) => {
      const session = open();
      await deleteAudience(session.client, id);
      session.answer({ deleted: id }, () => `Custom audience ${id} is deleted.`);
    });
};
