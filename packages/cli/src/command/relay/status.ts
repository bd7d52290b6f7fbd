import type { Relay } from '@kindred/contract';
import { readRelay } from '../../api/accounts.ts';
import { moment, relayText, thousands, type View, wrap } from '../../render/index.ts';
import type { AddCommand } from '../command.ts';

export const addRelayStatus: AddCommand = (parent, open) => {
  parent
    .command('status')
    .description('show how ad accounts at Meta stand, and what is on its way there')
    .action(async () => {
      const session = open();
      const status = await readRelay(session.client);
      session.answer({ relay: status }, () => statusText(status, session.view));
    });
};

function statusText({ accounts }: Relay, view: View): string {
  if (accounts.length === 0) return 'No ad account is connected to Meta yet.';
  return accounts.map((account) => accountText(account, view)).join('\n\n');
}

function accountText(account: Relay['accounts'][number], view: View): string {
  const { connection, name, uploads, pace } = account;
  const title = `${connection.fb_ad_account_id} "${name}" (act_${connection.fb_id}): ${connection.state}`;
  const facts = [
    connection.say,
    connection.link,
    connection.wait_until === null
      ? null
      : `Meta asked for patience until ${moment(connection.wait_until)} UTC.`,
    pace === null ? null : `${thousands(pace)} % of the fullest budget is spent.`,
  ].flatMap((fact) => (fact === null ? [] : wrap(fact, view.columns - 2)));
  const open = uploads.flatMap(({ id, audience_id: audience, relay }) =>
    relay === null ? [] : [`upload ${id} to custom audience ${audience}`, relayText(relay, view)],
  );
  const lines = [...facts, ...(open.length === 0 ? ['Nothing is on its way.'] : open)];
  return [
    view.paint.bold(title),
    ...lines.flatMap((line) => line.split('\n').map((each) => `  ${each}`)),
  ].join('\n');
}
