import type { Operation } from '@kindred/contract';
import { Option } from 'commander';
import { changeAudience } from '../../api/audiences.ts';
import type { AddCommand } from '../command.ts';
import { userTypeOption } from '../user-type.ts';
import { sendAndFollow } from './send.ts';

interface Options {
  readonly audience: string;
  readonly userType?: string;
  readonly remove?: boolean;
  readonly replace?: boolean;
}

export const addUpload: AddCommand = (parent, open) => {
  parent
    .command('upload')
    .description('add the people of a file to a custom audience, and follow it until they are in')
    .argument(
      '<file>',
      'one hashed person a line, or a CSV whose header names Graph schema keys; - is standard input',
    )
    .requiredOption('--audience <id>', 'its local id or its Graph id')
    .addOption(userTypeOption())
    .addOption(new Option('--remove', 'remove these people instead').conflicts('replace'))
    .addOption(new Option('--replace', 'make these people the whole audience').conflicts('remove'))
    .action(async (file: string, options: Options) => {
      // Sent even when it is empty: the server then need not wait for the end of the form to know.
      const fields = [{ name: 'user_type', value: options.userType ?? '' }];
      await sendAndFollow(open(), file, fields, (client, transfer) =>
        changeAudience(client, options.audience, operationOf(options), transfer),
      );
    });
};

function operationOf(options: Options): Operation {
  if (options.remove === true) return 'remove';
  return options.replace === true ? 'replace' : 'add';
}
