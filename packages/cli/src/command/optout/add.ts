import { followOptOut, optOutOf, optOutPaths } from '../../api/operator/opt-outs.ts';
import { WorkFailed } from '../../failure.ts';
import type { AddCommand } from '../command.ts';
import { postFile } from '../sending.ts';
import { addKeyOptions, type KeyOptions, keysOf } from './options.ts';
import { requireKeys, sumsText } from './text.ts';

export const addOptoutAdd: AddCommand = (parent, open) => {
  const command = parent
    .command('add')
    .description('opt people out: of every audience, now and later')
    .action(async (file: string | undefined, options: KeyOptions) => {
      const session = open();
      const fields = [{ name: 'user_type', value: options.userType }];
      const sent = { path: optOutPaths.add, fields, file: keysOf(file, options) };
      const made = optOutOf(await postFile(session, sent));
      const optOut = await followOptOut(session.client, made.id);
      session.answer({ opt_out: optOut }, () =>
        [
          `Opt-out ${optOut.id}: nothing with one of these keys enters an audience, and nobody of them is in one.`,
          sumsText(optOut, session.view),
        ].join('\n\n'),
      );
      if (optOut.state !== 'applied') throw new WorkFailed(`Opt-out ${optOut.id} ended as ${optOut.state}.`);
      requireKeys(optOut);
    });
  addKeyOptions(command);
};
