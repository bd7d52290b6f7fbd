import type { Calls, CustomAudience, GraphObject, Plan, Share, UploadReport } from '@kindred/contract';
import {
  type FoundAudience,
  findAudience,
  findSession,
  type Graph,
  sessionsOf,
  type UploadSession,
} from '../graph/index.ts';
import type { UploadOutcome } from '../upload/index.ts';
import { type RowsUpload, uploadRows } from '../upload-rows.ts';
import type { Caller, CallOptions } from '../wire/index.ts';

type Creation = Extract<Calls['post_custom_audiences']['body'], { readonly file: Blob }>;
type Change = Extract<Calls['put_custom_audiences_id']['body'], { readonly file: Blob }>;
type Description = Exclude<Calls['put_custom_audiences_id']['body'], { readonly file: Blob }>;
type Query<Id extends keyof Calls> = Omit<Exclude<Calls[Id]['query'], null>, 'page'> & {
  readonly page?: number | undefined;
};

/** An audience, and the upload that what was sent is reported under. */
export interface Sent {
  readonly audience: CustomAudience;
  readonly uploadId: string;
}

/** Custom audiences: named sets of people of an ad account. */
export class Audiences {
  readonly #caller: Caller;
  readonly #graph: Graph;

  constructor(caller: Caller, graph: Graph) {
    this.#caller = caller;
    this.#graph = graph;
  }

  /** Ten a page, newest first. */
  list(query: Query<'get_custom_audiences'>): Promise<Calls['get_custom_audiences']['answer']> {
    return this.#caller.call('get_custom_audiences', { query });
  }

  /** By its local id or its Graph id. With `fields` also its size and whether it can be used. */
  async get(id: string | number, query: { readonly fields?: string } = {}): Promise<CustomAudience> {
    const given = { path: { id: String(id) }, query };
    return (await this.#caller.call('get_custom_audiences_id', given)).fb_custom_audience;
  }

  /** By its Graph id or its name, in one ad account or in all that the token opens. */
  find(idOrName: string, account?: string): Promise<FoundAudience> {
    return findAudience(this.#graph, idOrName, account ?? null);
  }

  /** From a file of hashed people, in one request. */
  async create(audience: Omit<Creation, 'subtype'>, options: CallOptions = {}): Promise<Sent> {
    const body = { ...audience, subtype: 'CUSTOM' } as const;
    const answer = await this.#caller.answer('post_custom_audiences', { ...options, body });
    return { audience: answer.body.fb_custom_audience, uploadId: answer.headers.get('x-upload-id') ?? '' };
  }

  /** Adds, removes, replaces or mirrors by a file of hashed people, in one request. */
  async change(id: string | number, change: Change, options: CallOptions = {}): Promise<Sent> {
    const given = { ...options, path: { id: String(id) }, body: change };
    const answer = await this.#caller.answer('put_custom_audiences_id', given);
    return { audience: answer.body.fb_custom_audience, uploadId: answer.headers.get('x-upload-id') ?? '' };
  }

  /** What a change by this file would do; nothing is changed. */
  async plan(
    id: string | number,
    change: Calls['post_custom_audiences_id_plans']['body'],
    options: CallOptions = {},
  ): Promise<Plan> {
    const given = { ...options, path: { id: String(id) }, body: change };
    return (await this.#caller.call('post_custom_audiences_id_plans', given)).plan;
  }

  /** Its name, its description or its link. */
  async update(id: string | number, description: Description): Promise<CustomAudience> {
    const given = { path: { id: String(id) }, body: description };
    return (await this.#caller.call('put_custom_audiences_id', given)).fb_custom_audience;
  }

  async delete(id: string | number): Promise<void> {
    await this.#caller.call('delete_custom_audiences_id', { path: { id: String(id) } });
  }

  /** Its people by your own ids as a file: CSV, if `format` does not say otherwise. For operators. */
  members(
    id: string | number,
    query: Calls['get_custom_audiences_id_members']['query'] = {},
    options: CallOptions = {},
  ): Promise<ReadableStream<Uint8Array>> {
    const given = { ...options, path: { id: String(id) }, query };
    return this.#caller.stream('get_custom_audiences_id_members', given);
  }

  async shares(id: string | number): Promise<readonly Share[]> {
    const path = { id: String(id) };
    return (await this.#caller.call('get_custom_audiences_id_shares', { path })).shares;
  }

  /** Lets another ad account see and use it. */
  async share(
    id: string | number,
    account: string | number,
    permissions?: Share['permissions'],
  ): Promise<Share> {
    const given = { path: { id: String(id), account: String(account) }, body: { permissions } };
    return (await this.#caller.call('put_custom_audiences_id_shares_account', given)).share;
  }

  async unshare(id: string | number, account: string | number): Promise<void> {
    const path = { id: String(id), account: String(account) };
    await this.#caller.call('delete_custom_audiences_id_shares_account', { path });
  }

  uploads(
    id: string | number,
    query: Query<'get_custom_audiences_id_uploads'> = {},
  ): Promise<Calls['get_custom_audiences_id_uploads']['answer']> {
    return this.#caller.call('get_custom_audiences_id_uploads', { path: { id: String(id) }, query });
  }

  /** All uploads that hold batches of these sessions, newest first. */
  async uploadsOfSessions(
    id: string | number,
    sessions: readonly string[],
  ): Promise<readonly UploadReport[]> {
    const found = new Map<number, UploadReport>();
    for (const session of sessions) {
      for (let page = 1, seen = 0, total = 1; seen < total; page += 1) {
        const { uploads, meta } = await this.uploads(id, { page, session_id: session });
        for (const upload of uploads) found.set(upload.id, upload);
        total = meta.total;
        seen = uploads.length === 0 ? total : seen + uploads.length;
      }
    }
    return [...found.values()].sort((left, right) => right.id - left.id);
  }

  /** Rows of any number, plain or hashed, by their audience's Graph id: hashed, sent in batches, resumable. */
  upload(audience: string, upload: RowsUpload): Promise<UploadOutcome> {
    return uploadRows(this.#graph, audience, upload);
  }

  /** The sessions in which rows were uploaded, newest first. */
  sessions(audience: string): AsyncGenerator<UploadSession> {
    return sessionsOf(this.#graph, audience);
  }

  session(audience: string, sessionId: string): Promise<UploadSession | null> {
    return findSession(this.#graph, audience, sessionId);
  }

  /** In the form of early 2014. */
  listGraphObjects(query: Calls['get_customaudiences']['query']): Promise<readonly GraphObject[]> {
    return this.#caller.call('get_customaudiences', { query });
  }

  getGraphObject(id: string | number): Promise<GraphObject> {
    return this.#caller.call('get_customaudiences_id', { path: { id: String(id) } });
  }
}
