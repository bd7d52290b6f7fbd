import { sessionsOf, type UploadSession } from '@kindred/sdk';
import { InvalidArgumentError, Option } from 'commander';
import { table } from '../../render/index.ts';
import type { AddCommand } from '../command.ts';
import { type TargetOptions, targetOf, withTargetOptions } from '../graph-target.ts';
import { countText, sessionColumns, sessionRow } from './text.ts';

interface Options extends TargetOptions {
  readonly limit: number;
}

export const addSessionsList: AddCommand = (parent, open) => {
  const command = parent
    .command('list', { isDefault: true })
    .description('list them, newest first')
    .argument('<audience>', 'its name, its local id or its Graph id')
    .addOption(new Option('--limit <number>', 'at most so many').argParser(limitOf).default(25));
  withTargetOptions(command).action(async (audience: string, options: Options) => {
    const session = open();
    const target = await targetOf(session, audience, options);
    const found: UploadSession[] = [];
    for await (const each of sessionsOf(target.graph, target.id)) {
      if (found.length >= options.limit) break;
      found.push(each);
    }
    session.answer({ sessions: found }, () =>
      [table([...sessionColumns], found.map(sessionRow), session.view), countText(found, target)].join('\n'),
    );
  });
};

function limitOf(text: string): number {
  if (!/^[1-9][0-9]{0,5}$/.test(text)) throw new InvalidArgumentError('It must be a whole number from 1.');
  return Number(text);
}
