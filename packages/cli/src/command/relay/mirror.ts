import { changeAudience } from '../../api/audiences.ts';
import type { AddCommand } from '../command.ts';
import { sendAndFollow } from '../uploads/send.ts';
import { userTypeOption } from '../user-type.ts';

interface Options {
  readonly audience: string;
  readonly userType?: string;
}

export const addMirror: AddCommand = (parent, open) => {
  parent
    .command('mirror')
    .description(
      'make a file the whole custom audience; to Meta only what differs from the last mirror travels',
    )
    .argument(
      '<file>',
      'one hashed person a line, or a CSV whose header names Graph schema keys; - is standard input',
    )
    .requiredOption('--audience <id>', 'its local id or its Graph id')
    .addOption(userTypeOption())
    .action(async (file: string, options: Options) => {
      const fields = [{ name: 'user_type', value: options.userType ?? '' }];
      await sendAndFollow(open(), file, fields, (client, transfer) =>
        changeAudience(client, options.audience, 'mirror', transfer),
      );
    });
};
