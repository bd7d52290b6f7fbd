import { Graph, Kindred } from '@kindred/sdk';
import { type ConnectionOptions, connectionOf } from './profile/index.ts';
import { type ErrorStream, type Phase, type Progress, startProgress } from './progress.ts';
import { paintFor, type View } from './render/index.ts';
import { type Client, createClient } from './wire/index.ts';

/** Where a command reads its surroundings and writes its words. */
export interface Terminal {
  readonly out: NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };
  readonly err: ErrorStream;
  readonly env: NodeJS.ProcessEnv;
}

export interface GlobalOptions extends ConnectionOptions {
  readonly json?: boolean;
}

/** One run of one command, and how it answers. */
export interface LocalSession {
  readonly env: NodeJS.ProcessEnv;
  readonly view: View;
  readonly json: boolean;
  /** Whether the answer goes to a terminal, where somebody reads it. */
  readonly isTerminal: boolean;
  /** Where the answer goes. */
  readonly out: NodeJS.WritableStream;
  /** Writes the answer to standard output: as one line of JSON with --json, otherwise the text. */
  answer(json: unknown, text: () => string): void;
  /** Words for a person, on standard error. */
  note(text: string): void;
  progress(phase: Phase): Progress;
}

/** One run of a command that talks to a server. */
export interface Session extends LocalSession {
  readonly client: Client;
  readonly kindred: Kindred;
  /** The Graph API at another address, with the same token. */
  graphAt(url: string): Graph;
}

export function openSession(options: GlobalOptions, terminal: Terminal): Session {
  const { url, token } = connectionOf(options, terminal.env);
  const appSecret = terminal.env['KINDRED_APP_SECRET'];
  return {
    ...openLocalSession(options, terminal),
    client: createClient({ url, token }),
    kindred: new Kindred({ url, token, appSecret }),
    graphAt: (address) => new Graph({ url: address, token, appSecret }),
  };
}

export function openLocalSession(options: GlobalOptions, terminal: Terminal): LocalSession {
  return {
    env: terminal.env,
    view: viewOf(terminal.out, terminal.env),
    json: options.json === true,
    isTerminal: terminal.out.isTTY === true,
    out: terminal.out,
    answer: (json, text) => {
      terminal.out.write(`${options.json === true ? JSON.stringify(json) : text()}\n`);
    },
    note: (text) => {
      terminal.err.write(`${text}\n`);
    },
    progress: (phase) => startProgress(phase, terminal.err, viewOf(terminal.err, terminal.env)),
  };
}

/** Lines longer than this are hard to follow across a wide screen. */
const columnsMax = 100;

export function viewOf(stream: ErrorStream, env: NodeJS.ProcessEnv): View {
  return { columns: Math.min(stream.columns ?? 80, columnsMax), paint: paintFor(stream, env) };
}
