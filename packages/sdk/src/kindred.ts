import { Accounts } from './api/accounts.ts';
import { Apps } from './api/apps.ts';
import { Audiences } from './api/audiences.ts';
import { Lookalikes } from './api/lookalikes.ts';
import { OptOuts } from './api/opt-outs.ts';
import { People } from './api/people.ts';
import { Server } from './api/server.ts';
import { Tokens } from './api/tokens.ts';
import { Uploads } from './api/uploads.ts';
import { Graph } from './graph/index.ts';
import { Caller, type CallerOptions } from './wire/index.ts';

export interface KindredOptions extends CallerOptions {
  /** The secret of the token's app, where it asks for proofs on the Graph API. */
  readonly appSecret?: string | undefined;
}

/** The version of the Graph API that is spoken to. */
export const graphVersion = 'v24.0';

/** A Kindred server, as a token opens it. */
export class Kindred {
  /** Any call by its operationId, for what has no method here yet. */
  readonly caller: Caller;
  readonly graph: Graph;
  readonly audiences: Audiences;
  readonly uploads: Uploads;
  readonly lookalikes: Lookalikes;
  readonly people: People;
  readonly accounts: Accounts;
  readonly tokens: Tokens;
  readonly apps: Apps;
  readonly optOuts: OptOuts;
  readonly server: Server;

  constructor({ appSecret, ...options }: KindredOptions) {
    const caller = new Caller(options);
    const graph = new Graph({
      ...options,
      appSecret,
      url: `${caller.url}/${graphVersion}`,
      knowsBatches: true,
    });
    this.caller = caller;
    this.graph = graph;
    this.audiences = new Audiences(caller, graph);
    this.uploads = new Uploads(caller);
    this.lookalikes = new Lookalikes(caller);
    this.people = new People(caller);
    this.accounts = new Accounts(caller);
    this.tokens = new Tokens(caller);
    this.apps = new Apps(caller);
    this.optOuts = new OptOuts(caller);
    this.server = new Server(caller);
  }
}
