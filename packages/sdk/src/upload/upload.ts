import type { SessionOperation } from '@kindred/contract';
import type { Graph } from '../graph/index.ts';
import type { Piece } from '../rows/index.ts';
import { WrongRequest } from '../wire/failure.ts';
import type { Pause } from '../wire/pause.ts';
import type { Place } from './batches.ts';
import { type Checkpoint, type CheckpointStore, checkpointForm, inMemory } from './keep/checkpoint.ts';
import type { Delay } from './pace.ts';
import { Run } from './run.ts';
import type { Sums } from './sums.ts';

/** What is on the way. */
export type UploadEvent =
  /** Batches were answered, and all before them. */
  | { readonly kind: 'answered'; readonly batches: number; readonly place: Place; readonly sums: Sums }
  | { readonly kind: 'resumed'; readonly batches: number; readonly sums: Sums }
  /** A checkpoint was there, but is too old to be gone on from. */
  | { readonly kind: 'begun_anew'; readonly why: string }
  | { readonly kind: 'delayed'; readonly delay: Delay };

export interface UploadSettings {
  /** Where it is kept how far the upload has come; without one it cannot be gone on with. */
  readonly checkpoint?: CheckpointStore | undefined;
  /** Begins from the start of the list, whatever the checkpoint says. */
  readonly restart?: boolean | undefined;
  /** Tells one list from another: an upload goes on only with the list that it was begun with. */
  readonly source?: string | undefined;
  /** Requests under way at the same time; a replace has one. */
  readonly lanes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** After so long without an answer it is given up. */
  readonly patienceMs?: number | undefined;
  readonly onEvent?: ((event: UploadEvent) => void) | undefined;
  /** Clock and chance, for tests. */
  readonly pause?: Pause | undefined;
  readonly now?: (() => number) | undefined;
  readonly random?: (() => number) | undefined;
}

export interface UploadWish extends UploadSettings {
  /** Its Graph id. */
  readonly audience: string;
  readonly operation: SessionOperation;
  readonly schema: readonly string[];
  /** The list in pieces, without the first `skip` of them. The same list must give the same pieces. */
  readonly pieces: (skip: number) => AsyncIterable<Piece>;
}

export interface UploadOutcome {
  readonly audience: string;
  readonly operation: SessionOperation;
  /** Ids of its sessions; none where no row could be used, and so nothing was sent. */
  readonly sessions: readonly string[];
  readonly batches: number;
  readonly sums: Sums;
  readonly resumed: boolean;
}

const minuteMs = 60_000;
/** A replace ends by itself after its session, and a batch that comes again is recognised for a day. */
const resumableMs = { add: 23 * 60 * minuteMs, remove: 23 * 60 * minuteMs, replace: 90 * minuteMs } as const;

/** Uploads a list: from its start, or from where the checkpoint says that an earlier run of the same upload got to. */
export async function upload(graph: Graph, wish: UploadWish): Promise<UploadOutcome> {
  const store = wish.checkpoint ?? inMemory();
  const target = `${graph.url} ${wish.audience} ${wish.operation} ${wish.schema.join(',')}`;
  const source = wish.source ?? '';
  const begun = await usable(store, wish, { target, source });
  const outcome = await new Run(graph, wish, { store, target, source, begun }).end();
  await store.forget();
  return outcome;
}

async function usable(
  store: CheckpointStore,
  wish: UploadWish,
  { target, source }: { readonly target: string; readonly source: string },
): Promise<Checkpoint | null> {
  if (wish.restart === true) {
    await store.forget();
    return null;
  }
  const found = await store.load();
  if (found === null) return null;
  if (found.form !== checkpointForm) {
    throw new WrongRequest('The upload was begun by another version of Kindred. Begin anew.');
  }
  if (found.source !== source || found.target !== target) {
    throw new WrongRequest(
      'An upload was begun here with another list, another audience or other columns. Finish that one, or begin anew.',
    );
  }
  const oldest = found.sessions[found.session]?.begunMs ?? 0;
  const now = (wish.now ?? Date.now)();
  if (now - oldest <= resumableMs[wish.operation]) return found;
  wish.onEvent?.({ kind: 'begun_anew', why: tooOld[wish.operation] });
  await store.forget();
  return null;
}

const day =
  'The upload was broken off almost a day ago, and the server no longer recognises what it has of it: it begins anew. Nobody is added or removed twice.';
const tooOld: Readonly<Record<SessionOperation, string>> = {
  add: day,
  remove: day,
  replace:
    'The replace was begun more than 90 minutes ago, so its session has ended, and what had arrived by then became the audience. It begins anew.',
};
