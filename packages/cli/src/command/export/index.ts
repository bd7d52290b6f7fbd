import { exportMembers } from '../../api/audience/members.ts';
import type { AddCommand } from '../command.ts';
import { addFileOptions, exportFile, type FileOptions } from './file-options.ts';

export { addFileOptions, exportFile, type FileOptions } from './file-options.ts';

export const addExport: AddCommand = (parent, open) => {
  const command = parent
    .command('export')
    .description('export the people of a custom audience by your own ids, for an ad server')
    .argument('<audience>', 'its local id or its Graph id')
    .action(async (audience: string, options: FileOptions) => {
      const session = open();
      await exportFile(session, options, (format) => exportMembers(session.client, audience, format));
    });
  addFileOptions(command);
  command.addHelpText(
    'after',
    '\nColumns: id, country, and value where the audience has values. Nobody who opted out is among them.\nNeeds a token of the role operator; every export is written into the audit log.',
  );
};
