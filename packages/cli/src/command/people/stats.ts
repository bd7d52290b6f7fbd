import { showStats } from '../../api/people.ts';
import { statsText } from '../../render/index.ts';
import type { AddCommand } from '../command.ts';

export const addPeopleStats: AddCommand = (parent, open) => {
  parent
    .command('stats')
    .description('the population in numbers: people, countries, keys, features')
    .action(async () => {
      const session = open();
      const stats = await showStats(session.client);
      session.answer({ stats }, () => statsText(stats, session.view));
    });
};
