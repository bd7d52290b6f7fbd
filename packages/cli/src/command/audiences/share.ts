import type { Share } from '@kindred/contract';
import { Option } from 'commander';
import { listShares, shareAudience, sharePermissions, unshareAudience } from '../../api/audience/owner.ts';
import { table, type View } from '../../render/index.ts';
import { type AddCommand, collect } from '../command.ts';

interface Options {
  readonly account?: readonly string[];
  readonly permissions?: string;
}

const accountHelp = 'an ad account, by its Graph id; may be repeated';

export const addAudiencesShare: AddCommand = (parent, open) => {
  parent
    .command('share')
    .description('let other ad accounts use a custom audience; without --account, list which do')
    .argument('<id>', 'its local id or its Graph id')
    .option('--account <fb_id>', accountHelp, collect)
    .addOption(
      new Option(
        '--permissions <what>',
        'what for: to use it, or to see its size as well (the default)',
      ).choices(sharePermissions),
    )
    .action(async (id: string, { account = [], permissions }: Options) => {
      const session = open();
      for (const each of account) await shareAudience(session.client, id, each, permissions);
      const shares = await listShares(session.client, id);
      session.answer({ shares }, () => sharesText(shares, session.view));
    });
};

export const addAudiencesUnshare: AddCommand = (parent, open) => {
  parent
    .command('unshare')
    .description('take a custom audience away from other ad accounts')
    .argument('<id>', 'its local id or its Graph id')
    .requiredOption('--account <fb_id>', accountHelp, collect)
    .action(async (id: string, { account = [] }: Options) => {
      const session = open();
      for (const each of account) await unshareAudience(session.client, id, each);
      const shares = await listShares(session.client, id);
      session.answer({ shares }, () => sharesText(shares, session.view));
    });
};

function sharesText(shares: readonly Share[], view: View): string {
  if (shares.length === 0) return 'It is shared with no other ad account.';
  return table(
    [{ title: 'fb_id' }, { title: 'permissions' }, { title: 'name', wraps: true }],
    shares.map((share) => [share.fb_ad_account_id, share.permissions, share.name ?? '']),
    view,
  );
}
