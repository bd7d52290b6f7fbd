import type { Kind } from '../kind.ts';
import { hashOfEmpty } from '../normalise.ts';

/** What one cell looks like. */
export const shapes = {
  blank: 'blank',
  sha256: 'SHA-256',
  sha256_upper: 'SHA-256 in capitals',
  sha256_of_empty: 'SHA-256 of nothing',
  base64: 'SHA-256 in Base64',
  md5: 'MD5',
  sha1: 'SHA-1',
  hex: 'hexadecimal of another length',
  email: 'e-mail address',
  phone: 'telephone number',
  phone_signed: 'number with + or 00',
  spreadsheet: 'rounded by a spreadsheet',
  device: 'advertiser id',
  number: 'number',
  date: 'date',
  text: 'text',
} as const;

export type Shape = keyof typeof shapes;

/** Asked in the order in which cells are likely; the first two are nearly every cell of a list of hashes. */
export function shapeOf(cell: string): Shape {
  const text = cell.trim();
  if (text === '') return 'blank';
  if (text.length === 64 && /^[0-9a-f]{64}$/i.test(text)) return sha256Shape(text);
  if (/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)) return 'email';
  if (/^[0-9]+([.,][0-9]+)?e\+?[0-9]+$/i.test(text)) return 'spreadsheet';
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)) return 'device';
  if (/^([0-9]{4}[-./][0-9]{1,2}[-./][0-9]{1,2}|[0-9]{1,2}[-./][0-9]{1,2}[-./][0-9]{4})$/.test(text))
    return 'date';
  if (/^[+0-9 ()./-]+$/.test(text)) return numberShape(text);
  return hexShape(text);
}

/** Shapes of cells that somebody has hashed, well or badly. */
export const hashShapes: ReadonlySet<Shape> = new Set<Shape>([
  'sha256',
  'sha256_upper',
  'sha256_of_empty',
  'base64',
  'md5',
  'sha1',
  'hex',
]);

/** Whether a cell of this shape may stand in a column of this kind, hashed or plain. */
export function fits(kind: Kind, shape: Shape): boolean {
  if (shape === 'blank' || kind === 'EXTERN_ID' || kind === 'THIRD_PARTY_ID') return true;
  if (hashShapes.has(shape)) return kind !== 'UID';
  return plainShapes[kind].includes(shape);
}

const dateParts: readonly Shape[] = ['number', 'text'];
const phones: readonly Shape[] = ['phone', 'phone_signed', 'spreadsheet', 'number'];

const plainShapes: Readonly<Record<Kind, readonly Shape[]>> = {
  EXTERN_ID: [],
  THIRD_PARTY_ID: [],
  UID: ['number', 'phone'],
  EMAIL: ['email'],
  PHONE: phones,
  MADID: ['device'],
  FN: ['text'],
  LN: ['text'],
  FI: ['text'],
  GEN: ['text', 'number'],
  DOB: ['date', 'number', 'phone', 'text'],
  DOBY: ['number'],
  DOBM: dateParts,
  DOBD: ['number'],
  CT: ['text'],
  ST: ['text'],
  ZIP: ['number', 'text', 'phone'],
  COUNTRY: ['text'],
};

function sha256Shape(text: string): Shape {
  const lower = text.toLowerCase();
  if (lower === hashOfEmpty) return 'sha256_of_empty';
  return lower === text ? 'sha256' : 'sha256_upper';
}

function numberShape(text: string): Shape {
  const digits = text.replace(/[^0-9]/g, '');
  if (digits.length < 6 || digits.length > 17) return digits.length === 0 ? 'text' : 'number';
  return /^[ (]*\+/.test(text) || digits.startsWith('00') ? 'phone_signed' : 'phone';
}

function hexShape(text: string): Shape {
  if (/^[0-9a-f]{16,}$/i.test(text)) {
    if (text.length === 32) return 'md5';
    return text.length === 40 ? 'sha1' : 'hex';
  }
  return /^[A-Za-z0-9+/_-]{43}=?$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) ? 'base64' : 'text';
}
