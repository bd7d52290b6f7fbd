import type { Calls, Feature, Import, Population } from '@kindred/contract';
import { type Caller, type CallOptions, type FollowOptions, follow } from '../wire/index.ts';

const ended: ReadonlySet<string> = new Set(['applied', 'aborted', 'failed']);

/** The population. For operators. */
export class People {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** A CSV, NDJSON or Parquet file. In Node, `fs.openAsBlob` reads one while it is sent. */
  async importFile(
    file: Blob,
    query: Calls['post_people_imports']['query'] = {},
    options: CallOptions = {},
  ): Promise<Import> {
    return (await this.#caller.call('post_people_imports', { ...options, query, body: file })).import;
  }

  imports(query: { readonly page?: number } = {}): Promise<Calls['get_people_imports']['answer']> {
    return this.#caller.call('get_people_imports', { query });
  }

  async getImport(id: string | number): Promise<Import> {
    return (await this.#caller.call('get_people_imports_id', { path: { id: String(id) } })).import;
  }

  followImport(id: string | number, options: FollowOptions<Import> = {}): Promise<Import> {
    return follow(
      () => this.getImport(id),
      ({ state }) => ended.has(state),
      options,
    );
  }

  /** Own ids, countries and features as a file: CSV, if `format` does not say otherwise. */
  export(
    query: Calls['get_people']['query'] = {},
    options: CallOptions = {},
  ): Promise<ReadableStream<Uint8Array>> {
    return this.#caller.stream('get_people', { ...options, query });
  }

  async stats(): Promise<Population> {
    return (await this.#caller.call('get_people_stats', {})).stats;
  }

  async features(): Promise<readonly Feature[]> {
    return (await this.#caller.call('get_people_features', {})).features;
  }

  async changeFeature(name: string, change: Calls['put_people_features_name']['body']): Promise<void> {
    await this.#caller.call('put_people_features_name', { path: { name }, body: change });
  }
}
