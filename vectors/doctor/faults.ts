import { createHash } from 'node:crypto';
import type { FindingCode } from '@kindred/identity';
import { hex } from '../compare/vector.ts';
import type { Form, MadePerson } from './people.ts';

/** A mistake that people make, done on purpose to some rows of a right file. */
export interface Fault {
  readonly code: FindingCode;
  readonly says: string;
  readonly form: Form;
  /** Done to the whole file, not to some of its rows. */
  readonly whole?: boolean;
  /** Changes one row, which is this person's. */
  readonly row?: (cells: readonly string[], person: MadePerson) => readonly string[];
  /** Changes the rows of the file, its header among them. */
  readonly rows?: (rows: readonly (readonly string[])[]) => readonly (readonly string[])[];
  /** Changes the text, or writes it in another way. */
  readonly bytes?: (text: string) => Uint8Array;
}

const first = (change: (cell: string, person: MadePerson) => string) =>
  ((cells, person) => [
    cells[0] === '' ? '' : change(cells[0] ?? '', person),
    ...cells.slice(1),
  ]) satisfies Fault['row'];

const second = (change: (cell: string, person: MadePerson) => string) =>
  ((cells, person) => [
    cells[0] ?? '',
    cells[1] === '' ? '' : change(cells[1] ?? '', person),
    ...cells.slice(2),
  ]) satisfies Fault['row'];

const digest = (algorithm: string, text: string, form: 'hex' | 'base64') =>
  createHash(algorithm).update(text).digest(form);

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

export const faults: readonly Fault[] = [
  { code: 'hashed_twice', says: 'hashed twice', form: 'list', row: first((cell) => hex(cell)) },
  {
    code: 'hash_of_untrimmed',
    says: 'hashed with a line end',
    form: 'list',
    row: first((_, { email }) => hex(`${email}\n`)),
  },
  {
    code: 'hash_of_capitals',
    says: 'hashed with capitals',
    form: 'list',
    row: first((_, { email }) => hex(capital(email))),
  },
  {
    code: 'hash_of_signed_phone',
    says: 'phone hashed with its +',
    form: 'hashed',
    row: second((_, { phone }) => hex(`+${phone}`)),
  },
  {
    code: 'hash_of_national_phone',
    says: 'phone hashed without country code',
    form: 'hashed',
    row: second((_, { phone }) => hex(phone.slice(1))),
  },
  { code: 'hash_of_empty', says: 'hash of nothing', form: 'list', row: () => [hex('')] },
  { code: 'md5', says: 'MD5', form: 'list', row: first((_, { email }) => digest('md5', email, 'hex')) },
  { code: 'sha1', says: 'SHA-1', form: 'list', row: first((_, { email }) => digest('sha1', email, 'hex')) },
  {
    code: 'base64',
    says: 'Base64',
    form: 'list',
    row: first((_, { email }) => digest('sha256', email, 'base64')),
  },
  { code: 'hash_length', says: 'hash cut off', form: 'list', row: first((cell) => cell.slice(0, 60)) },
  {
    code: 'upper_case_hex',
    says: 'capital hexadecimal',
    form: 'list',
    row: first((cell) => cell.toUpperCase()),
  },
  { code: 'not_hashed', says: 'plain among hashes', form: 'hashed', row: first((_, { email }) => email) },
  { code: 'already_hashed', says: 'hashes among plain', form: 'plain', row: first((cell) => hex(cell)) },
  { code: 'phone_sign', says: '+ kept in plain phones', form: 'plain', row: second((cell) => `+${cell}`) },
  {
    code: 'spreadsheet_number',
    says: 'phones rounded by a spreadsheet',
    form: 'plain',
    row: second((cell) => Number(cell).toExponential(5).toUpperCase()),
  },
  { code: 'unfit', says: 'another column’s values', form: 'plain', row: first((_, { fn }) => fn) },
  {
    code: 'columns_shifted',
    says: 'cells one to the right',
    form: 'plain',
    row: (cells) => ['', ...cells.slice(0, -1)],
  },
  { code: 'cell_count', says: 'a cell too many', form: 'plain', row: (cells) => [...cells, 'x'] },
  {
    code: 'header_missing',
    says: 'no header',
    form: 'plain',
    whole: true,
    rows: (rows) => rows.slice(1),
  },
  {
    code: 'header_in_list',
    says: 'header in a list of hashes',
    form: 'list',
    whole: true,
    rows: (rows) => [['email_sha256'], ...rows],
  },
  {
    code: 'wrong_delimiter',
    says: 'header with commas, rows with semicolons',
    form: 'plain',
    whole: true,
    bytes: (text) => {
      const end = text.indexOf('\n');
      return new TextEncoder().encode(text.slice(0, end) + text.slice(end).replaceAll(',', ';'));
    },
  },
  {
    code: 'utf16',
    says: 'UTF-16',
    form: 'plain',
    whole: true,
    bytes: (text) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  },
  {
    code: 'not_utf8',
    says: 'Latin-1',
    form: 'plain',
    whole: true,
    bytes: (text) => Buffer.from(text, 'latin1'),
  },
  {
    code: 'constant_column',
    says: 'one value in every row',
    form: 'plain',
    whole: true,
    rows: (rows) =>
      rows.map((cells, index) => (index === 0 ? cells : ['null@example.com', ...cells.slice(1)])),
  },
  {
    code: 'many_repeats',
    says: 'every row twice',
    form: 'hashed',
    whole: true,
    rows: ([header = [], ...rows]) => [header, ...rows, ...rows],
  },
];
