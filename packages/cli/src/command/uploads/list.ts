import type { UploadReport } from '@kindred/contract';
import { listUploads } from '../../api/audiences.ts';
import { moment, table, thousands } from '../../render/index.ts';
import type { AddCommand } from '../command.ts';
import { pageLine } from '../page.ts';

export const addUploadsList: AddCommand = (parent, open) => {
  parent
    .command('list')
    .description('list the uploads of a custom audience')
    .argument('<audience>', 'its local id or its Graph id')
    .option('--page <number>', 'which page', '1')
    .action(async (audience: string, options: { readonly page: string }) => {
      const session = open();
      const found = await listUploads(session.client, audience, options.page);
      const { items, ...meta } = found;
      session.answer({ uploads: items, meta }, () =>
        [table([...columns], items.map(rowOf), session.view), pageLine(found)].join('\n'),
      );
    });
};

const columns = [
  { title: 'id', align: 'right' },
  { title: 'created' },
  { title: 'operation' },
  { title: 'state' },
  { title: 'lines', align: 'right' },
  { title: 'accepted', align: 'right' },
  { title: 'matched', align: 'right' },
] as const;

function rowOf(report: UploadReport): string[] {
  const { funnel } = report;
  const count = (value: number | null) => (value === null ? '' : thousands(value));
  return [
    String(report.id),
    moment(report.created_at),
    report.operation,
    report.state,
    count(funnel.lines),
    count(funnel.accepted),
    count(funnel.matched),
  ];
}
