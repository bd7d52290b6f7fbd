import { userTypes } from '@kindred/contract';
import { Option } from 'commander';

export function userTypeOption(): Option {
  return new Option(
    '--user-type <type>',
    'what each line is; left out, the first line names the columns (or, for an existing audience, its own type is used)',
  ).choices(Object.keys(userTypes));
}
