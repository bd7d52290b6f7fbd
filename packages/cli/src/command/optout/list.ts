import type { OptOut } from '@kindred/contract';
import { listOptOuts } from '../../api/operator/opt-outs.ts';
import { moment, table, thousands } from '../../render/index.ts';
import type { AddCommand } from '../command.ts';

export const addOptoutList: AddCommand = (parent, open) => {
  parent
    .command('list')
    .description('list opt-outs and lifts, and how many keys are suppressed in all')
    .option('--page <number>', 'which page', '1')
    .action(async ({ page }: { readonly page: string }) => {
      const session = open();
      const found = await listOptOuts(session.client, page);
      session.answer(found, () =>
        [
          table([...columns], found.opt_outs.map(rowOf), session.view),
          `page ${found.meta.page}; ${thousands(found.meta.suppressed_keys)} keys are suppressed in all`,
        ].join('\n'),
      );
    });
};

const columns = [
  { title: 'id', align: 'right' },
  { title: 'created' },
  { title: 'what' },
  { title: 'state' },
  { title: 'user type' },
  { title: 'lines', align: 'right' },
  { title: 'keys', align: 'right' },
] as const;

function rowOf(optOut: OptOut): string[] {
  return [
    String(optOut.id),
    moment(optOut.created_at),
    optOut.operation === 'lift' ? 'lift' : 'opt-out',
    optOut.state,
    optOut.user_type ?? '',
    thousands(optOut.lines),
    thousands(optOut.keys),
  ];
}
