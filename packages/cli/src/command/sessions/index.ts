import type { AddCommand } from '../command.ts';
import { addSessionsList } from './list.ts';
import { addSessionsShow } from './show.ts';

export const addSessions: AddCommand = (parent, open) => {
  const sessions = parent
    .command('sessions')
    .description('upload sessions of a custom audience, here or at Meta');
  addSessionsList(sessions, open);
  addSessionsShow(sessions, open);
};
