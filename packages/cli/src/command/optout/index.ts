import type { AddCommand } from '../command.ts';
import { addOptoutAdd } from './add.ts';
import { addOptoutCheck } from './check.ts';
import { addOptoutLift } from './lift.ts';
import { addOptoutList } from './list.ts';

export const addOptout: AddCommand = (parent, open) => {
  const optout = parent.command('optout').description('people who must not be in any audience');
  addOptoutAdd(optout, open);
  addOptoutLift(optout, open);
  addOptoutCheck(optout, open);
  addOptoutList(optout, open);
};
