import type { UploadReport, UploadState } from '@kindred/contract';
import { type Caller, type FollowOptions, follow } from '../wire/index.ts';

const ended: ReadonlySet<UploadState> = new Set(['applied', 'aborted', 'failed']);

/** What became of every line that was sent to audiences. */
export class Uploads {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async get(id: string | number): Promise<UploadReport> {
    return (await this.#caller.call('get_uploads_uploadId', { path: { uploadId: String(id) } })).upload;
  }

  /** The same, where it is known which audience it belongs to. */
  async getOf(audience: string | number, id: string | number): Promise<UploadReport> {
    const path = { id: String(audience), uploadId: String(id) };
    return (await this.#caller.call('get_custom_audiences_id_uploads_uploadId', { path })).upload;
  }

  /** Asks for the report until the upload has come to an end. */
  follow(id: string | number, options: FollowOptions<UploadReport> = {}): Promise<UploadReport> {
    return follow(
      () => this.get(id),
      ({ state }) => ended.has(state),
      options,
    );
  }
}
