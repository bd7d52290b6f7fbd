import { type UserType, userTypes } from '@kindred/contract';
import { cellsOf, type DateOrder, delimiterOf, type Encoding, shapeOf } from '@kindred/identity';
import { type Piece, planOf as rowsPlanOf } from '@kindred/sdk';
import { WrongUsage } from '../failure.ts';
import { threadsFor } from '../list/hash-list.ts';
import { readColumns, readHead } from '../list/names.ts';
import { type Plan, planOf } from '../list/plan.ts';
import { openPool, pooled } from '../list/pool.ts';
import { type ListFormat, type ListSource, openList, textOfList } from '../list/read/source.ts';
import { cutAnew } from './cut.ts';
import { type ListPlan, pieceWork } from './piece-work.ts';

/** What the caller says of a list. */
export interface ListWish {
  readonly file: string;
  readonly columns: readonly string[];
  readonly country: string;
  readonly dateOrder: DateOrder;
  readonly hasHeader: boolean | null;
  readonly format: ListFormat | null;
  readonly encoding: Encoding | null;
  readonly userType: UserType | null;
  /** What the lines of the audience's first file were; used where nothing else tells. */
  readonly usual: UserType | null;
}

/** A list that was opened, and whose columns are known. */
export interface OpenedList {
  readonly plan: ListPlan;
  readonly schema: readonly string[];
  /** Null where it cannot be known before the end, as of a pipe. */
  readonly byteCount: number | null;
  /** Columns that are sent, by their names in the list. */
  readonly columns: Plan['columns'];
  pieces(skip: number): AsyncIterable<Piece>;
  /** How much of the file was read when so many of its pieces were there, and when the first one was that is sent. */
  bytesUpTo(piece: number): number;
  bytesBeforeFirst(): number;
}

/** Opens a list and reads its head. It can be read once. Throws WrongUsage where nothing in it finds people. */
export async function openForUpload(wish: ListWish): Promise<OpenedList> {
  const read = new ReadMarks();
  const source = await openList(wish.file, wish.format, (byteCount) => read.at(byteCount));
  const texts = textOfList(source, wish.encoding);
  const first = await texts.next();
  const text = first.done === true ? '' : first.value;
  const said = readColumns([...wish.columns, ...columnOfType(wish, text)]);
  const hasHeader = source.isNamed || (wish.userType === null ? wish.hasHeader : false);
  const { guessed, isNamed, ...head } = readHead(text, source.format, hasHeader, new Set(said.keys()));
  const rest = isNamed ? text.slice(text.indexOf('\n') + 1 || text.length) : text;
  const plan = planOf({
    ...{ profile: 'meta', country: wish.country, dateOrder: wish.dateOrder, only: null },
    ...{ ...head, format: source.format, said: new Map([...guessed, ...said]) },
  });
  const firstLine = isNamed ? 2 : 1;
  const listPlan: ListPlan = {
    ...{ format: plan.format, delimiter: plan.delimiter },
    places: plan.columns.map(({ place }) => place),
    names: plan.columns.map(({ name }) => name),
    rows: rowsPlanOf(plan.columns, wish),
  };
  return {
    ...{ plan: listPlan, schema: plan.schema, columns: plan.columns, byteCount: source.byteCount },
    pieces: (skip) => piecesOf(resumed(rest, texts), { listPlan, source, plan, firstLine, skip, read }),
    bytesUpTo: (piece) => read.upTo(piece),
    bytesBeforeFirst: () => read.beforeFirst,
  };
}

interface Cutting {
  readonly listPlan: ListPlan;
  readonly plan: Plan;
  readonly source: ListSource;
  readonly firstLine: number;
  readonly skip: number;
  readonly read: ReadMarks;
}

/** Smaller lists are hashed before a thread has started. */
const bytesForThreads = 4 * 1024 * 1024;

async function* piecesOf(
  texts: AsyncIterable<string>,
  { listPlan, source, plan, firstLine, skip, read }: Cutting,
): AsyncGenerator<Piece> {
  const { byteCount, format } = source;
  const isSmall = byteCount !== null && byteCount < bytesForThreads;
  // One thread is worth it even where hashing is light, because this one sends meanwhile.
  await using pool = openPool(pieceWork, listPlan, isSmall ? 0 : threadsFor(byteCount, plan));
  yield* pooled(read.noting(cutAnew(texts, format, firstLine, skip), skip), pool);
}

/** How far a file was read when each of its pieces was there. */
class ReadMarks {
  beforeFirst = 0;
  readonly #marks = new Map<number, number>();
  #bytes = 0;

  at(byteCount: number): void {
    this.#bytes = byteCount;
  }

  upTo(piece: number): number {
    return this.#marks.get(piece) ?? this.#bytes;
  }

  async *noting<Text>(pieces: AsyncIterable<Text>, skip: number): AsyncGenerator<Text> {
    let piece = skip;
    for await (const each of pieces) {
      if (piece === skip && skip > 0) this.beforeFirst = this.#bytes;
      piece += 1;
      this.#marks.set(piece, this.#bytes);
      // Those before are never asked for again but by a few batches that are still under way.
      this.#marks.delete(piece - 1000);
      yield each;
    }
  }
}

/** What is said by the type of the lines. */
function columnOfType({ userType, usual, columns, hasHeader }: ListWish, text: string): readonly string[] {
  if (userType !== null) return [columnNamed(userType)];
  const line = text.slice(0, Math.max(0, text.indexOf('\n'))) || text;
  const [cell = '', ...others] = cellsOf(line, delimiterOf(line));
  const isBareHash = others.length === 0 && shapeOf(cell).startsWith('sha256');
  if (!isBareHash || columns.length > 0 || hasHeader === true) return [];
  if (usual !== null) return [columnNamed(usual)];
  throw new WrongUsage(
    'The lines of this file are hashes, and nothing says of what. Say it with --user-type email_hash or --user-type phone_hash.',
  );
}

function columnNamed(userType: UserType): string {
  const kind = userTypes[userType];
  if (kind === 'THIRD_PARTY_ID') {
    throw new WrongUsage(
      'The Graph API takes no third party ids. Send this file in one request: add --in-one-request.',
    );
  }
  return kind === 'EMAIL' || kind === 'PHONE' ? `${kind}_SHA256=1` : `${kind}=1`;
}

async function* resumed(first: string, rest: AsyncIterable<string>): AsyncGenerator<string> {
  if (first !== '') yield first;
  yield* rest;
}
