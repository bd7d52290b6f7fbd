import { createRequire } from 'node:module';
import type { Shop, TestServer } from '../dev-env/index.ts';

/** What an object of the SDK was told: the keys of answers, and their values as they came. */
export type Told = Readonly<Record<string, unknown>>;
export type Given = Record<string, unknown>;

/** A page of an edge; it becomes the next one when it is asked for it. */
export interface Cursor extends ReadonlyArray<SdkObject> {
  readonly paging: {
    readonly cursors: { readonly before: string; readonly after: string };
    readonly next?: string;
    readonly previous?: string;
  };
  readonly summary?: { readonly total_count: number };
  hasNext(): boolean;
  hasPrevious(): boolean;
  next(): Promise<Cursor>;
  previous(): Promise<Cursor>;
}

export interface SdkObject {
  readonly id: string;
  exportAllData(): Told;
}

export interface Audience extends SdkObject {
  get(fields: readonly string[], given?: Given): Promise<Audience>;
  update(fields: readonly string[], given: Given): Promise<Told>;
  delete(fields: readonly string[]): Promise<Told>;
  createUser(fields: readonly string[], given: Given): Promise<SdkObject>;
  deleteUsers(given: Given): Promise<Told>;
  createUsersReplace(fields: readonly string[], given: Given): Promise<SdkObject>;
  getSessions(fields: readonly string[], given?: Given): Promise<Cursor>;
  createAdAccount(fields: readonly string[], given: Given): Promise<SdkObject>;
  deleteAdAccounts(given: Given): Promise<Told>;
  getAdAccounts(fields: readonly string[], given?: Given): Promise<Cursor>;
  getSharedAccountInfo(fields: readonly string[]): Promise<Cursor>;
  getHealth(fields: readonly string[]): Promise<Cursor>;
  getSalts(fields: readonly string[]): Promise<Cursor>;
  createSalt(fields: readonly string[], given: Given): Promise<SdkObject>;
}

export interface Account extends SdkObject {
  get(fields: readonly string[], given?: Given): Promise<Account>;
  createCustomAudience(fields: readonly string[], given: Given): Promise<Audience>;
  getCustomAudiences(fields: readonly string[], given?: Given): Promise<Cursor>;
  deleteUsersOfAnyAudience(given: Given): Promise<Told>;
}

export interface Api {
  /** What `debug_token` tells of its own token. */
  getAppID(): Promise<Readonly<Record<'data', Told>>>;
  /** An address that is given whole is called as it is. */
  call(method: string, path: readonly string[] | string, given?: Given): Promise<Told>;
}

/** An operation's own answer. */
export interface OperationResponse {
  readonly body: Told;
  readonly status: number;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly isSuccess: boolean;
  readonly error: RequestError | null;
}

type Heard = (response: OperationResponse) => void;

export interface Batch {
  add(
    method: string,
    path: readonly string[] | string,
    given?: Given,
    files?: undefined,
    onSuccess?: Heard,
    onFailure?: Heard,
  ): Told;
  addRequest(request: unknown, onSuccess?: Heard, onFailure?: Heard): Told;
  /** The operations to be sent again, or null. */
  execute(): Promise<Batch | null>;
}

/** Its `response` is what stood under `error` in the answer; for an operation of a batch, the whole answer. */
export interface RequestError extends Error {
  readonly name: 'FacebookRequestError';
  readonly status: number;
  readonly response: Told;
  readonly headers: Readonly<Record<string, string>>;
  readonly method: string;
}

type Nodes<Kind> = new (id: string, values?: Given, parentId?: string, api?: Api) => Kind;

interface Request {
  addFields(fields: readonly string[]): Request;
  addParams(given: Given): Request;
}

interface Package {
  readonly FacebookAdsApi: {
    new (token: string, locale: string, crashReports: boolean): Api;
    init(token: string, locale: string, crashReports: boolean): Api;
    readonly VERSION: string;
  };
  readonly FacebookAdsApiBatch: new (api: Api) => Batch;
  readonly APIRequest: new (node: string, method: string, edge: string) => Request;
  readonly AdAccount: Nodes<Account>;
  readonly CustomAudience: Nodes<Audience> & {
    getByIds(ids: readonly string[], fields: readonly string[]): Promise<readonly SdkObject[]>;
  };
  readonly User: Nodes<SdkObject & { getAdAccounts(fields: readonly string[]): Promise<Cursor> }>;
}

/** The package brings no types; those above are of what the tests call. */
export const sdk = createRequire(import.meta.url)('facebook-nodejs-business-sdk') as Package;

/**
 * Meta's SDK, unmodified, with this server in the place of https://graph.facebook.com: the address is what a static
 * getter of its API class gives, and a class lets its getters be defined anew. Nothing else of it is touched, so
 * paths, versions, parameters and bodies are what it sends to Meta. Errors are not reported to anybody.
 */
export function callerOf(server: TestServer, shop: Shop): { readonly api: Api; readonly account: Account } {
  Object.defineProperty(sdk.FacebookAdsApi, 'GRAPH', { get: () => server.url, configurable: true });
  const api = sdk.FacebookAdsApi.init(shop.writerToken, 'en_US', false);
  return { api, account: new sdk.AdAccount(`act_${shop.graphId}`) };
}

/** An audience of its own for a test. */
export async function newAudience(account: Account, given: Given = {}): Promise<Audience> {
  const made = await account.createCustomAudience([], {
    name: 'Spending users',
    subtype: 'CUSTOM',
    customer_file_source: 'USER_PROVIDED_ONLY',
    ...given,
  });
  return new sdk.CustomAudience(made.id);
}
