import { showUpload } from '../../api/uploads.ts';
import { uploadText } from '../../render/index.ts';
import type { AddCommand } from '../command.ts';

export const addUploadsShow: AddCommand = (parent, open) => {
  parent
    .command('show')
    .description('show what became of every line of an upload')
    .argument('<id>', 'the id of the upload')
    .action(async (id: string) => {
      const session = open();
      const report = await showUpload(session.client, id);
      session.answer({ upload: report }, () =>
        [
          `upload ${report.id} to custom audience ${report.audience_id}: ${report.operation}, ${report.state}`,
          uploadText(report, session.view),
        ].join('\n\n'),
      );
    });
};
