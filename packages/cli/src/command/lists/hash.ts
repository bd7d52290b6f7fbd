import { basename, resolve } from 'node:path';
import { isKind, isProfile, type Kind, profiles } from '@kindred/identity';
import { Option } from 'commander';
import { WorkFailed, WrongUsage } from '../../failure.ts';
import { hashedPieces, threadsFor } from '../../list/hash-list.ts';
import { readColumns, readHead } from '../../list/names.ts';
import { isUsed, type Plan, planOf } from '../../list/plan.ts';
import { type ListSource, openList } from '../../list/read/source.ts';
import { wholeRecords } from '../../list/read/whole-records.ts';
import { noCounts } from '../../list/rows/counts.ts';
import { Stock } from '../../list/stock.ts';
import { writeList } from '../../list/write-list.ts';
import { type Hashed, hashedText } from '../../render/index.ts';
import { collect } from '../command.ts';
import {
  type AddLocalCommand,
  countryOption,
  type LocalSession,
  listFormat,
  type Reading,
  withReading,
} from './local.ts';

interface Options extends Reading {
  readonly for: string;
  readonly country?: string;
  readonly column?: readonly string[];
  readonly output: string;
  readonly list?: string;
  readonly threads?: string;
}

export const addHash: AddLocalCommand = (parent, open) => {
  const command = parent
    .command('hash')
    .description('normalise and hash a list of people, on this machine: nothing is sent')
    .argument(
      '<file>',
      'CSV, NDJSON or one value a line, packed with gzip or not, or Parquet; - is standard input',
    )
    .addOption(new Option('--for <platform>', 'whose rules').choices(profiles).default('meta'))
    .addOption(countryOption())
    .option(
      '--column <kind=name>',
      'what a column is (EMAIL=Contact, PHONE_SHA256=ph, IGNORE=notes; may be repeated)',
      collect,
    )
    .option('--output <file>', 'where the hashes go; packed if it ends with .gz, - is standard output', '-')
    .option('--list <kind>', 'write one value of this kind a line and no header, as --user-type wants it');
  withReading(command)
    .option('--threads <number>', 'instead of one for each processor')
    .addHelpText(
      'after',
      '\nWhat is written is what `kindred upload` takes. Without --column the header decides.',
    )
    .action(async (file: string, options: Options) => {
      const session = open();
      if (session.json && options.output === '-') {
        throw new WrongUsage('With --json the answer goes to standard output: name a file with --output.');
      }
      const hashed = await hashFile(session, file, options);
      if (hashed === null) return;
      if (options.output === '-') session.note(hashedText(hashed, session.view));
      else session.answer({ hashed }, () => hashedText(hashed, session.view));
      if (hashed.counts.written === 0) throw new WorkFailed('No row has an identifier that could be used.');
    });
};

/** Null where the reader of the hashes stopped early. */
async function hashFile(session: LocalSession, file: string, options: Options): Promise<Hashed | null> {
  if (options.output !== '-' && resolve(options.output) === resolve(file)) {
    throw new WrongUsage('The output would overwrite the list itself: name another file.');
  }
  const format = listFormat(options);
  const read = { bytes: 0, at: (_: number): void => undefined };
  const said = readColumns(options.column ?? []);
  const onBytes = (byteCount: number) => {
    read.bytes = byteCount;
    read.at(byteCount);
  };
  const source = await openList(file, format, onBytes, (column) => isUsed(column, said));
  const shown = session.progress({
    label: `hashing ${nameOf(file)}`,
    unit: 'bytes',
    total: source.byteCount,
  });
  shown.at(read.bytes);
  read.at = (byteCount) => shown.at(byteCount);
  try {
    const stock = new Stock();
    const pieces = wholeRecords(source, options.encoding ?? null, stock);
    const { value: first = new Uint8Array(0) } = await pieces.next();
    const { guessed, isNamed, ...head } = readHead(
      new TextDecoder().decode(first),
      source.format,
      source.isNamed || (options.header ?? null),
      new Set(said.keys()),
    );
    const plan = planOf({
      ...wishes(options),
      ...head,
      format: source.format,
      said: new Map([...guessed, ...said]),
    });
    const counts = noCounts();
    const threads = threadsOf(options, source, plan);
    const rows = isNamed ? first.subarray(first.indexOf(10) + 1 || first.length) : first;
    const hashed = hashedPieces(resumed(rows, pieces), plan, threads, counts, stock);
    const { bytes, whole } = await writeList(hashed, options.output, session.out);
    if (!whole) return null;
    return {
      file: nameOf(file),
      output: options.output,
      bytes,
      profile: plan.profile,
      columns: columnsOf(plan),
      counts,
    };
  } finally {
    shown.end();
  }
}

/** Kinds that find a person without another one. */
const lone: readonly Kind[] = ['EMAIL', 'PHONE', 'MADID', 'UID', 'EXTERN_ID', 'THIRD_PARTY_ID'];

function wishes({ for: profile, country = '', dateOrder, list }: Options) {
  const only = list?.toUpperCase() ?? null;
  if (only !== null && (!isKind(only) || !lone.includes(only))) {
    throw new WrongUsage(`--list is "${list}", but must be one of: ${lone.join(', ')}.`);
  }
  if (!isProfile(profile)) throw new WrongUsage(`"${profile}" is no platform whose rules are known.`);
  return { profile, country, dateOrder, only };
}

function threadsOf({ threads }: Options, { byteCount }: ListSource, plan: Plan): number {
  if (threads === undefined) return threadsFor(byteCount, plan);
  if (!/^[1-9][0-9]?$/.test(threads)) throw new WrongUsage('--threads must be a number from 1 to 99.');
  return Number(threads);
}

function columnsOf({ columns }: Plan) {
  return columns.map(({ name, kind, hashed }) => ({ name, kind, hashed }));
}

function nameOf(file: string): string {
  return file === '-' ? 'standard input' : basename(file);
}

async function* resumed<Piece extends Uint8Array>(
  first: Piece,
  rest: AsyncIterable<Piece>,
): AsyncGenerator<Piece> {
  if (first.length > 0) yield first;
  yield* rest;
}
