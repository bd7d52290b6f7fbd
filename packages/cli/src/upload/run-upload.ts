import { basename } from 'node:path';
import type { SessionOperation } from '@kindred/contract';
import {
  type CheckpointStore,
  checkpointForm,
  type UploadEvent,
  type UploadOutcome,
  upload,
} from '@kindred/sdk';
import type { Target } from '../command/graph-target.ts';
import { WrongUsage } from '../failure.ts';
import type { Progress } from '../progress.ts';
import { duration, thousands } from '../render/index.ts';
import type { Session } from '../session.ts';
import { checkpointFile, fingerprintOf } from './checkpoint-file.ts';
import { cutForm } from './cut.ts';
import { type ListWish, type OpenedList, openForUpload } from './list-pieces.ts';

export interface UploadRun {
  readonly list: ListWish;
  readonly target: Target;
  readonly operation: SessionOperation;
  readonly restart: boolean;
  readonly lanes: number;
  readonly signal: AbortSignal;
}

export interface EndedUpload {
  readonly outcome: UploadOutcome;
  /** The upload need not be gone on with any more. */
  forget(): Promise<void>;
}

/** Sends a list, or the rest of one whose upload was broken off. */
export async function runUpload(session: Session, run: UploadRun): Promise<EndedUpload> {
  const { list, target, operation, restart, lanes, signal } = run;
  const opened = await openForUpload(list);
  const { file, ...said } = list;
  const fingerprint = file === '-' ? null : await fingerprintOf(file);
  const source = JSON.stringify([fingerprint, cutForm, opened.plan, said]);
  const store =
    fingerprint === null ? null : checkpointFile(session.env, file, [target.graph.url, target.id, operation]);
  if (restart) await store?.forget();
  else if (store !== null) await refuseOther(store, source, fingerprint ?? '', file);
  const shown = new Shown(session, file, opened);
  try {
    const outcome = await upload(target.graph, {
      ...{ audience: target.id, operation, schema: opened.schema, pieces: opened.pieces },
      ...{ source, lanes, signal },
      // It is forgotten when all is known of the upload, and not when all was sent.
      checkpoint: store === null ? undefined : { ...store, forget: async () => undefined },
      onEvent: (event) => shown.event(event),
    });
    return { outcome, forget: async () => store?.forget() };
  } finally {
    shown.end();
  }
}

/** An upload that was broken off goes on with the file that it was begun with, read in the same way. */
async function refuseOther(
  store: CheckpointStore,
  source: string,
  fingerprint: string,
  file: string,
): Promise<void> {
  const found = await store.load();
  if (found === null || found.form !== checkpointForm || found.source === source) return;
  const [before] = JSON.parse(found.source) as readonly [string];
  const sent = thousands(found.sums.sent);
  throw new WrongUsage(
    before === fingerprint
      ? `An upload of ${file} to this audience was broken off after ${sent} rows, and was begun with other options. Give the same again, or begin anew with --restart.`
      : `The file ${file} has changed since its upload was broken off after ${sent} rows, so it cannot be gone on with. Begin anew with --restart: nobody is added or removed twice.`,
  );
}

/** Shows how much of the file was answered, and what holds it up. */
class Shown {
  readonly #session: Session;
  readonly #label: string;
  readonly #list: OpenedList;
  #progress: Progress | null = null;
  /** What an earlier run has sent is no part of this one's rate. */
  #before = 0;

  constructor(session: Session, file: string, list: OpenedList) {
    this.#session = session;
    this.#label = `uploading ${file === '-' ? 'standard input' : basename(file)}`;
    this.#list = list;
  }

  event(event: UploadEvent): void {
    if (event.kind === 'answered') this.#answered(event.place.piece);
    else if (event.kind === 'begun_anew') this.#session.note(event.why);
    else if (event.kind === 'delayed') {
      this.#session.note(`${event.delay.why} Trying again in ${duration(event.delay.ms / 1000)}.`);
    } else {
      this.#session.note(
        `An upload of this file was broken off: it goes on behind the ${thousands(event.sums.sent)} rows that were answered. --restart begins anew.`,
      );
    }
  }

  end(): void {
    this.#progress?.end();
  }

  #answered(piece: number): void {
    if (this.#progress === null) {
      this.#before = this.#list.bytesBeforeFirst();
      const { byteCount } = this.#list;
      const total = byteCount === null ? null : byteCount - this.#before;
      this.#progress = this.#session.progress({ label: this.#label, unit: 'bytes', total });
    }
    this.#progress.at(this.#list.bytesUpTo(piece) - this.#before);
  }
}
