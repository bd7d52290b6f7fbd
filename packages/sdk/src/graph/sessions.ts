import type { Graph } from './graph.ts';

/** An upload session as the Graph API shows it, with numbers as numbers. */
export interface UploadSession {
  readonly session_id: string;
  /** ISO 8601; null while it is open. */
  readonly started_at: string;
  readonly ended_at: string | null;
  readonly num_received: number;
  /** Null while nobody knows, and where it may not be told. */
  readonly num_matched: number | null;
  readonly num_invalid_entries: number;
  /** In percent. */
  readonly progress: number;
  readonly stage: string;
}

type Told = Readonly<Partial<Record<string, string | number>>>;

/** The upload sessions of an audience, newest first; only the one with this id where one is given. */
export async function* sessionsOf(
  graph: Graph,
  audience: string,
  sessionId?: string,
  signal?: AbortSignal,
): AsyncGenerator<UploadSession> {
  const params = sessionId === undefined ? {} : { session_id: sessionId };
  for await (const told of graph.pages<Told>(`${audience}/sessions`, params, signal)) yield sessionOf(told);
}

export async function findSession(
  graph: Graph,
  audience: string,
  sessionId: string,
  signal?: AbortSignal,
): Promise<UploadSession | null> {
  for await (const session of sessionsOf(graph, audience, sessionId, signal)) {
    if (session.session_id === sessionId) return session;
  }
  return null;
}

/** Of every value the API makes a text. */
function sessionOf(told: Told): UploadSession {
  const matched = Number(told['num_matched'] ?? -1);
  return {
    session_id: String(told['session_id'] ?? ''),
    started_at: timeOf(told['start_time']) ?? '',
    ended_at: timeOf(told['end_time']),
    num_received: Number(told['num_received'] ?? 0),
    num_matched: matched < 0 ? null : matched,
    num_invalid_entries: Number(told['num_invalid_entries'] ?? 0),
    progress: Number(told['progress'] ?? 0),
    stage: String(told['stage'] ?? ''),
  };
}

function timeOf(seconds: string | number | undefined): string | null {
  const number = Number(seconds ?? 0);
  return number > 0 ? new Date(number * 1000).toISOString() : null;
}
