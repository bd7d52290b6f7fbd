import type { AddCommand } from '../command.ts';
import { addRelayRetry } from './retry.ts';
import { addRelayStatus } from './status.ts';

export { addMirror } from './mirror.ts';

export const addRelay: AddCommand = (parent, open) => {
  const relay = parent.command('relay').description('what is on its way to ad accounts at Meta');
  addRelayStatus(relay, open);
  addRelayRetry(relay, open);
};
