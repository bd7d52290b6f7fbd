import type { Command } from 'commander';
import type { LocalSession } from '../../session.ts';
import type { OpenSession } from '../command.ts';
import { addLookalikeCreate } from './create.ts';
import { addLookalikeEvaluate } from './evaluate.ts';
import { addLookalikeShow } from './show.ts';

/** `speak` is for what needs no server of the user's. */
export function addLookalike(parent: Command, open: OpenSession, speak: () => LocalSession): void {
  const lookalike = parent.command('lookalike').description('people who are like those of an audience');
  addLookalikeCreate(lookalike, open);
  addLookalikeShow(lookalike, open);
  addLookalikeEvaluate(lookalike, speak);
}
