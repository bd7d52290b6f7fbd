import { join } from 'node:path';
import { Client } from './client.ts';
import { makeDatabase, type OwnDatabase } from './database.ts';
import { layEmptyStores } from './empty-stores.ts';
import { makeScratch, type Scratch } from './scratch.ts';
import { type Ended, type ServerProcess, spawnServer } from './server-process.ts';
import { settleTown } from './settle-town.ts';
import { onStores, type StoreJob, type StoreRows } from './stores.ts';

const stopMsMax = 60_000;

export interface TestServerOptions {
  /** Settings beside those of every test server. */
  readonly settings?: Readonly<Record<string, string>>;
  /** So many people are imported after the first start. */
  readonly people?: number;
  /** Statements for the stores before the first start. */
  readonly before?: StoreJob;
  readonly operatorToken?: string;
  /** The control store is made by the first start, as an operator's is. */
  readonly isFromNothing?: boolean;
}

/** A real server with a directory, and where the tests run on PostgreSQL a database, of its own. */
export class TestServer implements AsyncDisposable {
  readonly operatorToken: string;
  readonly dataDir: string;
  readonly settings: Readonly<Record<string, string>>;
  readonly #scratch: Scratch;
  readonly #database: OwnDatabase | null;
  #process: ServerProcess | null = null;
  #url: string | null = null;

  private constructor(options: TestServerOptions, scratch: Scratch, database: OwnDatabase | null) {
    this.#scratch = scratch;
    this.#database = database;
    this.operatorToken = options.operatorToken ?? 'operatoroperatoroperatoroperat0';
    this.dataDir = join(scratch.path, 'kindred-data');
    this.settings = {
      KINDRED_PORT: '0',
      KINDRED_DATA_DIR: this.dataDir,
      KINDRED_OPERATOR_TOKEN: this.operatorToken,
      KINDRED_LOG_LEVEL: 'warn',
      ...(database === null ? {} : { KINDRED_DATABASE_URL: database.url }),
      ...options.settings,
    };
  }

  /** Prepares the stores without starting. */
  static async prepare(options: TestServerOptions = {}): Promise<TestServer> {
    const server = new TestServer(options, makeScratch(), await makeDatabase());
    if (server.#database === null && options.isFromNothing !== true) layEmptyStores(server.dataDir);
    if (options.before !== undefined) await server.stores(options.before);
    return server;
  }

  static async start(options: TestServerOptions = {}): Promise<TestServer> {
    const server = await TestServer.prepare(options);
    await server.start();
    if (options.people !== undefined) await settleTown(server.operator, options.people);
    return server;
  }

  get url(): string {
    if (this.#url === null) throw new Error('the server does not listen');
    return this.#url;
  }

  /** What the running process has written to its output and to its log. */
  get said(): { readonly output: string; readonly errors: string } {
    return { output: this.#process?.output() ?? '', errors: this.#process?.errors() ?? '' };
  }

  /** The same directory again, and as many times as wanted. Other settings win over the usual ones. */
  async start(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    const { listening } = this.spawn(settings);
    this.#url = await listening;
  }

  /** Starts a process and does not wait for it. */
  spawn(settings: Readonly<Record<string, string>> = {}): ServerProcess {
    this.#url = null;
    this.#process = spawnServer({ ...this.settings, ...settings });
    return this.#process;
  }

  /** Asks the server to end, and waits until it has. Throws when it does not. */
  async stop(): Promise<Ended> {
    const late = setTimeout(() => void this.kill(), stopMsMax);
    const ended = await this.#end('SIGTERM');
    clearTimeout(late);
    if (ended.signal === 'SIGKILL') throw new Error(`the server did not end within ${stopMsMax} ms`);
    return ended;
  }

  /** Ends the server the hard way. */
  kill(): Promise<Ended> {
    return this.#end('SIGKILL');
  }

  /** Runs statements on the stores; the server must not run. */
  stores(job: StoreJob): Promise<StoreRows> {
    return onStores(this.settings, job);
  }

  as(token: string | null): Client {
    return new Client(this, token);
  }

  get operator(): Client {
    return this.as(this.operatorToken);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process !== null) await this.kill();
    await this.#database?.[Symbol.asyncDispose]();
    this.#scratch[Symbol.dispose]();
  }

  #end(signal: NodeJS.Signals): Promise<Ended> {
    if (this.#process === null) throw new Error('the server was not started');
    this.#process.signal(signal);
    return this.#process.ended;
  }
}
