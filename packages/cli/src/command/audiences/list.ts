import { listAudiences } from '../../api/audiences.ts';
import { table } from '../../render/index.ts';
import type { AddCommand } from '../command.ts';
import { pageLine } from '../page.ts';

interface Options {
  readonly account: string;
  readonly page: string;
}

export const addAudiencesList: AddCommand = (parent, open) => {
  parent
    .command('list')
    .description('list the custom audiences of an ad account, ten a page')
    .requiredOption('--account <fb_id>', 'the ad account')
    .option('--page <number>', 'which page', '1')
    .action(async ({ account, page }: Options) => {
      const session = open();
      const found = await listAudiences(session.client, account, page);
      const { items, ...meta } = found;
      session.answer({ custom_audiences: items, meta }, () =>
        [
          table(
            [
              { title: 'id', align: 'right' },
              { title: 'fb_id' },
              { title: 'subtype' },
              { title: 'name', wraps: true },
            ],
            items.map((each) => [String(each.id), String(each.fb_id ?? ''), each.subtype ?? '', each.name]),
            session.view,
          ),
          pageLine(found),
        ].join('\n'),
      );
    });
};
