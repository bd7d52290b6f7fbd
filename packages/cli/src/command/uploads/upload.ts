import { access, constants } from 'node:fs/promises';
import type { SessionOperation, UploadReport, UserType } from '@kindred/contract';
import { findSession } from '@kindred/sdk';
import { InvalidArgumentError, Option } from 'commander';
import { changeAudience } from '../../api/audiences.ts';
import { followSessions } from '../../api/uploads.ts';
import { Interrupted, WorkFailed, WrongUsage } from '../../failure.ts';
import type { Session } from '../../session.ts';
import {
  type EndedUpload,
  runUpload,
  summed,
  type UploadAnswer,
  uploadAnswerText,
} from '../../upload/index.ts';
import { type AddCommand, collect } from '../command.ts';
import { type Target, type TargetOptions, targetOf, withTargetOptions } from '../graph-target.ts';
import { countryOption, listFormat, type Reading, withReading } from '../lists/local.ts';
import { interruptible } from '../lookalike/interruptible.ts';
import { userTypeOption } from '../user-type.ts';
import { sendAndFollow } from './send.ts';

interface Options extends TargetOptions, Reading {
  readonly audience: string;
  readonly userType?: UserType;
  readonly remove?: boolean;
  readonly replace?: boolean;
  readonly restart?: boolean;
  readonly inOneRequest?: boolean;
  readonly column?: readonly string[];
  readonly country?: string;
  readonly parallel: number;
}

const help = `
Plain values are normalised and hashed on this machine; hashes are sent as they are. The upload can be broken off at any
time, by Ctrl-C too: the same command goes on where it stopped. What it remembers for that (counts and ids, no value and
no token) is in $XDG_STATE_HOME/kindred/uploads, by default ~/.local/state/kindred/uploads.`;

export const addUpload: AddCommand = (parent, open) => {
  const command = parent
    .command('upload')
    .description('add the people of a file to a custom audience, and follow it until they are in')
    .argument('<file>', 'CSV, NDJSON or one value a line, packed with gzip or not; - is standard input')
    .requiredOption('--audience <name or id>', 'its name, its local id or its Graph id')
    .addOption(new Option('--remove', 'remove these people instead').conflicts('replace'))
    .addOption(new Option('--replace', 'make these people the whole audience').conflicts('remove'))
    .option('--restart', 'begin anew, whatever was sent before')
    .addOption(userTypeOption())
    .option(
      '--column <kind=name>',
      'what a column is (EMAIL=Contact, PHONE_SHA256=ph; may be repeated)',
      collect,
    )
    .addOption(countryOption());
  withReading(command).addOption(
    new Option('--parallel <number>', 'requests under way at the same time').argParser(lanesOf).default(4),
  );
  withTargetOptions(command)
    .option(
      '--in-one-request',
      'send the file as it is, which must hold hashes, to Kindred: faster, but cannot be gone on with',
    )
    .addHelpText('after', help)
    .action((file: string, options: Options) => uploadFile(open(), file, options));
};

async function uploadFile(session: Session, file: string, options: Options): Promise<void> {
  await requireFile(file);
  if (options.inOneRequest === true) return sendWhole(session, file, options);
  const target = await targetOf(session, options.audience, options);
  const operation = operationOf(options);
  try {
    await interruptible(async (signal) => {
      const ended = await runUpload(session, {
        ...{ target, operation, signal, lanes: options.parallel, restart: options.restart === true },
        list: listOf(file, options, target),
      });
      await answer(session, target, ended, signal);
    });
  } catch (error) {
    if (!(error instanceof Interrupted) || file === '-') throw error;
    throw new Interrupted('It was broken off. The same command goes on from there.', { cause: error });
  }
}

/** Said before anything is asked of a server. */
async function requireFile(file: string): Promise<void> {
  if (file === '-') return;
  await access(file, constants.R_OK).catch((error: NodeJS.ErrnoException) => {
    throw new WrongUsage(`The file ${file} cannot be read (${error.code ?? error.message}).`);
  });
}

function listOf(file: string, options: Options, { userType }: Target) {
  return {
    file,
    columns: options.column ?? [],
    country: options.country ?? '',
    dateOrder: options.dateOrder,
    hasHeader: options.header ?? null,
    format: listFormat(options),
    encoding: options.encoding ?? null,
    userType: options.userType ?? null,
    usual: userType,
  };
}

/** Tells what became of a list that was sent: on Kindred when its people are in, elsewhere what is known at once. */
async function answer(
  session: Session,
  target: Target,
  { outcome, forget }: EndedUpload,
  stopped: AbortSignal,
): Promise<void> {
  const { sessions, sums } = outcome;
  const reports =
    target.isKindred && sessions.length > 0 ? await followed(session, target, sessions, stopped) : [];
  const report = summed(reports);
  const counts = target.isKindred
    ? []
    : await Promise.all(sessions.map((id) => findSession(target.graph, target.id, id)));
  const told: UploadAnswer = {
    audience: { id: target.id, name: target.name },
    operation: outcome.operation,
    resumed: outcome.resumed,
    sessions,
    list: sums.tally,
    ...{ sent: sums.sent, refused: sums.refused, refusals: sums.refusals, repeated: sums.repeated },
    uploads: reports.map(({ id }) => id),
    funnel: report?.funnel ?? null,
    rounded: report?.rounded ?? false,
    session_counts: counts.filter((each) => each !== null),
  };
  session.answer({ upload: told }, () => uploadAnswerText(told, report, session.view));
  await forget();
  if (report !== null && report.state !== 'applied') {
    throw new WorkFailed(`The upload ended as ${report.state}.`);
  }
  if (sums.sent === sums.refused)
    throw new WorkFailed('No row of the list could be used, so nobody came from it.');
}

async function followed(
  session: Session,
  target: Target,
  sessions: readonly string[],
  stopped: AbortSignal,
): Promise<readonly UploadReport[]> {
  const shown = session.progress({ label: 'matching', unit: 'share', total: 1 });
  try {
    return await followSessions(session.kindred, target.id, sessions, (share) => {
      stopped.throwIfAborted();
      shown.at(share);
    });
  } finally {
    shown.end();
  }
}

/** Sent even when it is empty, so that the server need not wait for the end of the form to know the type. */
async function sendWhole(session: Session, file: string, options: Options): Promise<void> {
  const used = ['column', 'country', 'header', 'format', 'encoding', 'graphUrl', 'restart'] as const;
  const foreign = used.find((name) => options[name] !== undefined);
  if (foreign !== undefined) {
    throw new WrongUsage(
      'With --in-one-request the file is sent as it is: leave the options about its columns, its format and --graph-url and --restart out.',
    );
  }
  const { id } = await targetOf(session, options.audience, options);
  const fields = [{ name: 'user_type', value: options.userType ?? '' }];
  await sendAndFollow(session, file, fields, (client, transfer) =>
    changeAudience(client, id, operationOf(options), transfer),
  );
}

function operationOf(options: Options): SessionOperation {
  if (options.remove === true) return 'remove';
  return options.replace === true ? 'replace' : 'add';
}

function lanesOf(text: string): number {
  if (!/^([1-9]|1[0-6])$/.test(text)) throw new InvalidArgumentError('It must be a number from 1 to 16.');
  return Number(text);
}
