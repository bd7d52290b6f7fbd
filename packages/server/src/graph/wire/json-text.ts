/**
 * A value as PHP's json_encode writes it, which is how the Graph API answers: compact, every slash escaped, and all
 * that is not ASCII as lower-case \uXXXX. ETags and lengths of recorded answers hold only to the byte. A bigint is
 * written as a bare integer. With pretty, lines are indented by three spaces.
 */
export function graphJson(value: unknown, pretty = false): string {
  return stringified(value, pretty ? 3 : 0).replace(/[/\u0080-\uffff]/g, escaped);
}

/** JSON is nested no deeper than this, as in PHP, so that whoever walks through the value cannot run out of stack. */
const depthMax = 512;

/**
 * The value of a JSON text. Integers whose digits a double would not give back arrive as strings of those digits,
 * because ids have up to 64 bits. What is not JSON, or nested too deeply, is a SyntaxError. A key `__proto__` is a
 * property like any other.
 */
export function parseJson(text: string): unknown {
  const value = parsed(text);
  if (isDeeperThan(value, depthMax)) throw new SyntaxError('The JSON is nested too deeply');
  return value;
}

function stringified(value: unknown, indent: number): string {
  try {
    return JSON.stringify(value, null, indent) ?? 'null';
  } catch (error) {
    // A replacer makes all of JSON.stringify slower, so it comes in only where a bigint stopped the plain way.
    if (!(error instanceof TypeError)) throw error;
    return JSON.stringify(value, bigintAsRaw, indent);
  }
}

function bigintAsRaw(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? rawJson(String(value)) : value;
}

/** JSON.rawJSON, which Node has and the type library does not know yet. */
const { rawJSON: rawJson } = JSON as unknown as { readonly rawJSON: (text: string) => object };

function escaped(unit: string): string {
  return unit === '/' ? '\\/' : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * Sixteen digits where a number of JSON can begin. The digits of a hash or a phone number in quotes do not begin
 * like this, so that lists of people stay on the fast way.
 */
const maybeLongInteger = /[[,:\s-]\d{16}/;
/** The same at the very beginning. In one pattern with the other it makes the search seven times as slow. */
const beginsWithLongInteger = /^\d{16}/;

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;

function parsed(text: string): unknown {
  if (!maybeLongInteger.test(text) && !beginsWithLongInteger.test(text)) return JSON.parse(text);
  try {
    const reviver: Reviver = (_key, value, { source }) => (isRounded(value, source) ? source : value);
    return JSON.parse(text, reviver as (key: string, value: unknown) => unknown);
  } catch (error) {
    // The parser needs no stack for its depth, but the way through the reviver does.
    if (error instanceof RangeError) throw new SyntaxError('The JSON is nested too deeply');
    throw error;
  }
}

function isRounded(value: unknown, source: string | undefined): boolean {
  if (typeof value !== 'number' || source === undefined || source.length < 16) return false;
  return String(value) !== source && /^-?\d+$/.test(source);
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  const inner = Array.isArray(value) ? value : Object.values(value);
  for (const each of inner) if (isDeeperThan(each, levels - 1)) return true;
  return false;
}
