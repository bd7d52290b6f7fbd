import { exportPopulation } from '../../api/audience/members.ts';
import type { AddCommand } from '../command.ts';
import { addFileOptions, exportFile, type FileOptions } from '../export/index.ts';

export const addPeopleExport: AddCommand = (parent, open) => {
  const command = parent
    .command('export')
    .description('export the population: your own ids, countries and features')
    .action(async (options: FileOptions) => {
      const session = open();
      await exportFile(session, options, (format) => exportPopulation(session.client, format));
    });
  addFileOptions(command);
  command.addHelpText(
    'after',
    '\nE-mail addresses, phone numbers and other identifiers are not in it: Kindred keeps only keyed hashes of them,\nof which nobody can make them again. Keep the files that you import.',
  );
};
