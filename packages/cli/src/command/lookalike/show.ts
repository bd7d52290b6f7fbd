import { showAudience } from '../../api/audiences.ts';
import { showLookalikeReport } from '../../api/lookalikes.ts';
import { audienceText } from '../audiences/text.ts';
import type { AddCommand } from '../command.ts';
import { lookalikeText } from './text.ts';

export const addLookalikeShow: AddCommand = (parent, open) => {
  parent
    .command('show')
    .description('show a lookalike, and how well it tells its seed from other people')
    .argument('<id>', 'its local id or its Graph id')
    .action(async (id: string) => {
      const session = open();
      const audience = await showAudience(session.client, id);
      const report = await showLookalikeReport(session.client, id);
      session.answer({ fb_custom_audience: audience, lookalike_report: report }, () =>
        [audienceText(audience, session.view), lookalikeText(report, session.view)].join('\n\n'),
      );
    });
};
