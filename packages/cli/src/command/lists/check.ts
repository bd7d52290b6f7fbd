import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { DelimitedDoctor, type Diagnosis, Doctor, type DoctorOptions, testHashes } from '@kindred/identity';
import { Option } from 'commander';
import { WorkFailed, WrongUsage } from '../../failure.ts';
import { readColumns } from '../../list/names.ts';
import { type ListSource, openList, textOfList } from '../../list/read/source.ts';
import { objectOf, textOf } from '../../list/rows/objects.ts';
import { diagnosisText } from '../../render/index.ts';
import { collect } from '../command.ts';
import {
  type AddLocalCommand,
  countryOption,
  encodingOption,
  formatOption,
  type LocalSession,
  listFormat,
  type Reading,
} from './local.ts';

interface Options extends Pick<Reading, 'format' | 'encoding'> {
  readonly tests?: string;
  readonly country?: string;
  readonly expect?: 'hashed' | 'plain';
  readonly column?: readonly string[];
}

export const addCheck: AddLocalCommand = (parent, open) => {
  parent
    .command('check')
    .description('say what is wrong with a list before it is sent; nothing leaves this machine')
    .argument(
      '<file>',
      'CSV, NDJSON or one value a line, packed with gzip or not, or Parquet; - is standard input',
    )
    .option(
      '--tests <file>',
      'addresses and numbers that you know to be on the list, one a line: shows wrong hashing',
    )
    .addOption(countryOption())
    .addOption(
      new Option('--expect <form>', 'what identifiers should be; left out, what most of them are').choices([
        'hashed',
        'plain',
      ]),
    )
    .option('--column <kind=name>', 'what a column is (EMAIL=Contact; may be repeated)', collect)
    .addOption(formatOption())
    .addOption(encodingOption())
    .addHelpText('after', '\nEnds with 1 when something is wrong that loses people; notes alone end with 0.')
    .action(async (file: string, options: Options) => {
      const session = open();
      const diagnosis = await checkFile(session, file, options);
      session.answer({ check: diagnosis }, () => diagnosisText(diagnosis, session.view));
      const errors = diagnosis.findings.filter(({ severity }) => severity === 'error').length;
      if (errors > 0)
        throw new WorkFailed(`${errors} ${errors === 1 ? 'thing is' : 'things are'} wrong with this list.`);
    });
};

async function checkFile(session: LocalSession, file: string, options: Options): Promise<Diagnosis> {
  const doctor: DoctorOptions = {
    expected: options.expect ?? null,
    tests: await testHashes(await testsOf(options.tests), options.country ?? ''),
    meanings: readColumns(options.column ?? []),
  };
  const format = listFormat(options);
  const read = { bytes: 0, at: (_: number): void => undefined };
  const source = await openList(file, format, (byteCount) => {
    read.bytes = byteCount;
    read.at(byteCount);
  });
  const label = `checking ${file === '-' ? 'standard input' : basename(file)}`;
  const shown = session.progress({ label, unit: 'bytes', total: source.byteCount });
  shown.at(read.bytes);
  read.at = (byteCount) => shown.at(byteCount);
  try {
    return source.format === 'ndjson'
      ? await checkObjects(source, doctor, options)
      : await checkDelimited(source, doctor, options);
  } finally {
    shown.end();
  }
}

async function checkDelimited(
  source: ListSource,
  options: DoctorOptions,
  { encoding }: Options,
): Promise<Diagnosis> {
  const doctor = new DelimitedDoctor(options, encoding ?? null);
  for await (const piece of source.pieces) doctor.push(piece);
  return doctor.end();
}

/** The keys of the first object are the columns of all. */
async function checkObjects(
  source: ListSource,
  options: DoctorOptions,
  { encoding }: Options,
): Promise<Diagnosis> {
  const doctor = new Doctor(options);
  let names: readonly string[] | null = null;
  let line = 0;
  for await (const text of textOfList(source, encoding ?? null)) {
    for (const row of text.split('\n')) {
      line += 1;
      if (row.trim() === '') continue;
      const object = objectOf(row);
      if (object === null) throw new WorkFailed(`Line ${line} is not a JSON object.`);
      if (names === null) {
        names = Object.keys(object);
        doctor.row({ line, cells: names });
      }
      doctor.row({ line, cells: names.map((name) => textOf(object[name])) });
    }
  }
  return doctor.diagnosis();
}

async function testsOf(path: string | undefined): Promise<readonly string[]> {
  if (path === undefined) return [];
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new WrongUsage(`The file ${path} cannot be read (${error.code ?? error.message}).`);
  });
  const values = text.split('\n').map((line) => line.trim());
  return values.filter((value) => value !== '').slice(0, testsMax);
}

/** Each test value is hashed in some hundred wrong ways. */
const testsMax = 1000;
