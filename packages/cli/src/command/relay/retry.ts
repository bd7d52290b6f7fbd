import { retryRelay } from '../../api/accounts.ts';
import type { AddCommand } from '../command.ts';

export const addRelayRetry: AddCommand = (parent, open) => {
  parent
    .command('retry')
    .description('let an ad account at Meta go on after a pause, and try again what was parked')
    .argument('<account>', 'its id, as `kindred accounts list` shows it')
    .action(async (id: string) => {
      const session = open();
      const connection = await retryRelay(session.client, id);
      session.answer({ connection }, () => `Ad account ${id} goes on. \`kindred relay status\` shows how.`);
    });
};
