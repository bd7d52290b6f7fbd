import type { Statements } from '../control/index.ts';
import { sqlIn } from '../kernel/sql-file.ts';
import { type Finding, looked, ok, warn } from './finding.ts';
import { first } from './stores.ts';

const statement = sqlIn(import.meta.url);

/** The largest file takes minutes; what waits longer than this is stuck, or too much for the machine. */
const waitSecondsMax = 15 * 60;

interface Waiting extends Record<string, unknown> {
  readonly what: string;
  readonly waiting: number;
  readonly troubled: number;
  readonly seconds: number;
}

/** What was accepted and is not done. */
export async function workFindings(control: Statements): Promise<readonly Finding[]> {
  const all = await Promise.all([
    looked('uploads', async () => (await control.query<Waiting>(statement('waiting'))).map(waitingFinding)),
    looked('receiving', async () => [receivingFinding(await first(control, 'receiving'))]),
    looked('failed', async () => [failedFinding(await first(control, 'failed'))]),
  ]);
  return all.flat();
}

/** Of a server that runs: who shares the store, and what is in the queue. */
export async function runningFindings(control: Statements): Promise<readonly Finding[]> {
  const all = await Promise.all([
    looked('jobs', async () => [jobsFinding(await first(control, 'jobs'))]),
    looked('nodes', async () => [nodesFinding(await first(control, 'nodes'))]),
  ]);
  return all.flat();
}

type Counts = Readonly<Record<string, number>>;

function waitingFinding({ what, waiting, troubled, seconds }: Waiting): Finding {
  const say = waiting === 0 ? 'None waits.' : `${waiting} wait, the oldest for ${Math.round(seconds)} s.`;
  if (troubled > 0) {
    return warn(
      what,
      `${say} ${troubled} had trouble and are tried again.`,
      'The log of the server tells why.',
    );
  }
  if (waiting === 0 || seconds <= waitSecondsMax) return ok(what, say);
  return warn(what, say, 'See whether the server runs and has room; the log tells what it is doing.');
}

function receivingFinding({ receiving = 0, orphans = 0 }: Counts): Finding {
  const say = `${receiving} files are being received.`;
  return orphans === 0
    ? ok('receiving', say)
    : warn(
        'receiving',
        `${say} Of these ${orphans} by a server that is gone.`,
        'The next start of a server ends them; they were never answered.',
      );
}

function failedFinding({ uploads = 0, lookalikes = 0 }: Counts): Finding {
  const say = `${uploads} uploads failed within a week, ${lookalikes} lookalikes are not up to date.`;
  if (uploads + lookalikes === 0) return ok('failed', 'Nothing failed for good within a week.');
  return warn('failed', say, 'Their reports and the log of the server tell why; send such files again.');
}

function jobsFinding({ waiting = 0, active = 0, failed = 0, seconds = 0 }: Counts): Finding {
  const say = `${active} run, ${waiting} wait.`;
  if (failed > 0)
    return warn('jobs', `${say} ${failed} failed within a day.`, 'The log of the server tells why.');
  if (waiting === 0 || seconds <= waitSecondsMax) return ok('jobs', say);
  const todo = 'The machine may be too small for what is sent; see the log.';
  return warn('jobs', `${say} The oldest for ${Math.round(seconds)} s.`, todo);
}

function nodesFinding({ alive = 0, known = 0 }: Counts): Finding {
  if (alive === known) return ok('nodes', `${alive} share the control store, and all of them live.`);
  const todo = 'Start it again, or leave it: what it was receiving is ended by the next start of any.';
  return warn('nodes', `${alive} of ${known} live.`, todo);
}
