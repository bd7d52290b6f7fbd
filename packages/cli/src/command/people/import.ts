import { basename } from 'node:path';
import type { Import } from '@kindred/contract';
import { type Command, Option } from 'commander';
import { followImport, importPeople, peopleFile } from '../../api/people.ts';
import { WorkFailed } from '../../failure.ts';
import { importText } from '../../render/index.ts';
import type { Session } from '../../session.ts';
import type { AddCommand } from '../command.ts';
import { addMappingOptions, type MappingOptions, queryOf } from './mapping.ts';

export const addPeopleImport: AddCommand = (parent, open) => {
  const command: Command = parent
    .command('import')
    .description('import people into the population: CSV, NDJSON or Parquet, packed with gzip or not')
    .argument('<file>', 'the file; - is standard input')
    .addOption(new Option('--format <format>', 'instead of telling it by the file').choices(formats))
    .action(async (file: string, options: MappingOptions) => {
      const session = open();
      const report = await sendAndFollow(session, file, options);
      session.answer({ import: report }, () =>
        [`import ${report.id}: ${report.state}`, importText(report, session.view)].join('\n\n'),
      );
      if (report.state !== 'applied') throw new WorkFailed(`Import ${report.id} ended as ${report.state}.`);
    });
  addMappingOptions(command);
};

const formats = ['csv', 'ndjson', 'parquet'] as const;

async function sendAndFollow(session: Session, file: string, options: MappingOptions): Promise<Import> {
  const { body, query } = await peopleFile(file);
  const label = `sending ${file === '-' ? 'standard input' : basename(file)}`;
  const sending = session.progress({ label, unit: 'bytes', total: body.byteCount });
  let staged: Import;
  try {
    const onBytes = (byteCount: number) => sending.at(byteCount);
    staged = await importPeople(session.client, body, { query: [...query, ...queryOf(options)], onBytes });
  } finally {
    sending.end();
  }
  const applying = session.progress({ label: 'applying', unit: 'share', total: 1 });
  try {
    return await followImport(session.client, staged.id, (report) => applying.at(report.progress));
  } finally {
    applying.end();
  }
}
