import type { OptOut } from '@kindred/contract';
import { optOutOf, optOutPaths } from '../../api/operator/opt-outs.ts';
import { thousands } from '../../render/index.ts';
import type { AddCommand } from '../command.ts';
import { postFile } from '../sending.ts';
import { addKeyOptions, type KeyOptions, keysOf } from './options.ts';
import { requireKeys, sumsText } from './text.ts';

export const addOptoutLift: AddCommand = (parent, open) => {
  const command = parent
    .command('lift')
    .description('lift opt-outs: later uploads find these people again')
    .action(async (file: string | undefined, options: KeyOptions) => {
      const session = open();
      const fields = [{ name: 'user_type', value: options.userType }];
      const sent = { path: optOutPaths.lift, fields, file: keysOf(file, options) };
      const lift = optOutOf(await postFile(session, sent));
      session.answer({ opt_out: lift }, () =>
        [...sentencesOf(lift), '', sumsText(lift, session.view)].join('\n'),
      );
      requireKeys(lift);
    });
  addKeyOptions(command);
  command.addHelpText(
    'after',
    '\nA lift is for everybody behind a key of the file, by all of their keys. Nobody comes back into an audience by it\nalone: later uploads and lookalikes find them.',
  );
};

function sentencesOf({ found, people, people_still_out: out }: OptOut): string[] {
  const sentences = [
    `${thousands(found ?? 0)} keys of the file were suppressed, and are not any more.`,
    `They and the other keys belong to ${thousands(people ?? 0)} people of the population.`,
  ];
  if (out === null || out === 0) return sentences;
  return [
    ...sentences,
    `${thousands(out)} of them stay out: they share a key with somebody who opted out and is not in the file.`,
    'Lift that one as well, if both want it.',
  ];
}
