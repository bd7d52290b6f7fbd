import { showAudience } from '../../api/audiences.ts';
import type { AddCommand } from '../command.ts';
import { audienceText } from './text.ts';

export const addAudiencesShow: AddCommand = (parent, open) => {
  parent
    .command('show')
    .description('show a custom audience, its size and whether it can be used')
    .argument('<id>', 'its local id or its Graph id')
    .action(async (id: string) => {
      const session = open();
      const audience = await showAudience(session.client, id);
      session.answer({ fb_custom_audience: audience }, () => audienceText(audience, session.view));
    });
};
