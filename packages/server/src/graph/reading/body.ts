import type { Members } from '../members/members.ts';
import type { RawValue } from '../wire/index.ts';

/** A body for a thread. It moves there. */
export interface BodyToRead {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string | undefined;
}

/** People, and the parameters beside them; or the body again, because only who asks for it can say what is wrong with it. */
export type BodyRead =
  | {
      readonly values: ReadonlyMap<string, RawValue>;
      readonly members: MembersRead;
      readonly rowsBytes: Uint8Array<ArrayBuffer>;
    }
  | { readonly bytes: Uint8Array<ArrayBuffer> };

/** Without the bytes of the rows, which move by themselves. */
export type MembersRead = Omit<Members, 'rows'> & { readonly rows: Omit<Members['rows'], 'bytes'> };
