import type { AddCommand } from '../command.ts';
import { addPeopleExport } from './export.ts';
import { addPeopleImport } from './import.ts';
import { addPeopleStats } from './stats.ts';

export const addPeople: AddCommand = (parent, open) => {
  const people = parent.command('people').description('the population: everybody you know');
  addPeopleImport(people, open);
  addPeopleStats(people, open);
  addPeopleExport(people, open);
};
