import { findSession } from '@kindred/sdk';
import { WorkFailed } from '../../failure.ts';
import type { AddCommand } from '../command.ts';
import { type TargetOptions, targetOf, withTargetOptions } from '../graph-target.ts';
import { sessionText } from './text.ts';

export const addSessionsShow: AddCommand = (parent, open) => {
  const command = parent
    .command('show')
    .description('show one of them')
    .argument('<audience>', 'its name, its local id or its Graph id')
    .argument('<session>', 'the id of the session');
  withTargetOptions(command).action(async (audience: string, id: string, options: TargetOptions) => {
    const session = open();
    const target = await targetOf(session, audience, options);
    const found = await findSession(target.graph, target.id, id);
    if (found === null) throw new WorkFailed(`The audience "${target.name}" has no session ${id}.`);
    session.answer({ session: found }, () => sessionText(found));
  });
};
