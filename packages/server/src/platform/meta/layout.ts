import type { Layout, LayoutOptions, Unfit } from '../platform.ts';

/** Columns of Meta's schema (specification 3.3) that carry something that can match. */
const keyColumns: readonly string[] = [
  ...['EXTERN_ID', 'EMAIL', 'PHONE', 'MADID', 'FN', 'LN', 'FI', 'GEN'],
  ...['DOBY', 'DOBM', 'DOBD', 'CT', 'ST', 'ZIP', 'COUNTRY'],
];

/** What one column alone is called. */
const singleNames: Readonly<Record<string, string>> = {
  EMAIL: 'EMAIL_SHA256',
  PHONE: 'PHONE_SHA256',
  MADID: 'MOBILE_ADVERTISER_ID',
  EXTERN_ID: 'EXTERN_ID',
};

const otherNames: Readonly<Record<string, string>> = {
  EMAIL_SHA256: 'EMAIL',
  PHONE_SHA256: 'PHONE',
  MOBILE_ADVERTISER_ID: 'MADID',
};

const valueColumn = 'LOOKALIKE_VALUE';

/** Those that Meta has for ids of its own apps need the app, which no file names. */
export function layoutOf(given: readonly string[], { hasValue }: LayoutOptions): Layout | Unfit {
  const known = given.map((name) => otherNames[name.toUpperCase()] ?? name.toUpperCase());
  const isSent = known.map((name) => keyColumns.includes(name) || (hasValue && name === valueColumn));
  const columns = given.filter((_, place) => isSent[place]);
  const leftOut = given.filter((_, place) => !isSent[place]);
  const schema = known.filter((_, place) => isSent[place]);
  if (!schema.some((name) => keyColumns.includes(name))) return { unfit: unfitOf(known) };
  const single = schema.length === 1 ? singleNames[schema[0] ?? ''] : undefined;
  return single === undefined
    ? { schema, columns, leftOut, isSingleKey: false }
    : { schema: [single], columns, leftOut, isSingleKey: true };
}

function unfitOf(known: readonly string[]): string {
  return known.includes('UID')
    ? 'Ids of Facebook users belong to an app, which a file does not name. Send other identifiers.'
    : `Meta knows none of the columns ${known.join(', ')}. Send e-mail, phone, device or external ids.`;
}
