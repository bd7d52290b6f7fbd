import { checkOf, optOutPaths } from '../../api/operator/opt-outs.ts';
import { table, thousands } from '../../render/index.ts';
import type { AddCommand } from '../command.ts';
import { postFile } from '../sending.ts';
import { addKeyOptions, type KeyOptions, keysOf } from './options.ts';
import { requireKeys } from './text.ts';

export const addOptoutCheck: AddCommand = (parent, open) => {
  const command = parent
    .command('check')
    .description('tell how many keys of a file are suppressed; changes nothing')
    .action(async (file: string | undefined, options: KeyOptions) => {
      const session = open();
      const fields = [{ name: 'user_type', value: options.userType }];
      const sent = { path: optOutPaths.check, fields, file: keysOf(file, options) };
      const check = checkOf(await postFile(session, sent));
      session.answer({ check }, () =>
        table(
          [{ title: 'what' }, { title: 'count', align: 'right' }],
          [
            ['lines', thousands(check.lines)],
            ['  blank', thousands(check.blank)],
            ['  rejected', thousands(check.rejected)],
            ['different keys', thousands(check.keys)],
            ['  suppressed', thousands(check.suppressed)],
          ],
          session.view,
        ),
      );
      requireKeys(check);
    });
  addKeyOptions(command);
};
