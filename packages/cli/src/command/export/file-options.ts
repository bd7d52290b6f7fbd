import { extname } from 'node:path';
import { type Command, Option } from 'commander';
import { type ExportFormat, exportFormats } from '../../api/audience/members.ts';
import { WrongUsage } from '../../failure.ts';
import { deliver } from '../../output/index.ts';
import { bytes } from '../../render/index.ts';
import type { Session } from '../../session.ts';

export interface FileOptions {
  readonly format?: ExportFormat;
  readonly output: string;
}

export function addFileOptions(command: Command): void {
  command
    .addOption(
      new Option(
        '--format <format>',
        'how the file is written; left out, told by the ending of --output, else csv',
      ).choices(exportFormats),
    )
    .option(
      '-o, --output <file>',
      'where to write it; it is put in place when it is whole; - is standard output',
      '-',
    );
}

/** Carries out an export: the file is the answer, unless it goes elsewhere. */
export async function exportFile(
  session: Session,
  options: FileOptions,
  open: (format: ExportFormat) => AsyncIterable<Buffer>,
): Promise<void> {
  const { output } = options;
  const format = options.format ?? formatOf(output);
  if (output === '-' && session.json) {
    throw new WrongUsage('With --json the answer is no file: name one with --output.');
  }
  if (output === '-' && format === 'parquet' && session.isTerminal) {
    throw new WrongUsage('Parquet is not for reading on a terminal: name a file with --output.');
  }
  const delivered = await deliver(session, open(format), output);
  if (delivered.file === null) return;
  session.answer(
    { exported: { file: delivered.file, format, bytes: delivered.bytes } },
    () => `${delivered.file}: ${bytes(delivered.bytes)}, ${format}`,
  );
}

/** By the ending of the name; csv where it tells nothing. */
function formatOf(output: string): ExportFormat {
  const ending = extname(output).slice(1).toLowerCase();
  return exportFormats.find((format) => format === ending) ?? (ending === 'jsonl' ? 'ndjson' : 'csv');
}
