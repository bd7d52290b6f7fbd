/** A request to be spoiled. The path holds the query. */
export interface Shot {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

type Random = () => number;
type Mutation = (shot: Shot, random: Random) => Shot;

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)] as Item;
}

const words = [
  '__proto__',
  'constructor',
  'toString',
  '\0',
  '%00',
  '\u00ff',
  '%ff',
  '%c3%28',
  'null',
  'true',
  '-1',
  '0',
  '1e999',
  '9'.repeat(19),
  '9'.repeat(400),
  '1.5',
  '[]',
  '{}',
  '[[]]',
  '{"a":',
  '"',
  "'",
  '\\',
  '\\u0000',
  '\\ud800',
  '%22',
  '&',
  '=',
  '[',
  ']',
  '[][]',
  '[__proto__]',
  '.',
  '..',
  '/',
  '//',
  '?',
  '#',
  '\r\n',
  ' ',
  '+',
  ',',
  ';',
  '{result=x:$.id}',
  'a'.repeat(3000),
  '['.repeat(2000),
  '{"a":'.repeat(2000),
  'ä',
  '\u{1f600}',
  '$',
  '*',
  'NaN',
  '0x10',
  "' or 1=1 --",
  '.limit(-1)',
  '{id{id{id}}}',
  'fields=',
  'method=delete',
  'ids=1,2',
  'limit=99999999999',
  'after=OTk5OTk5OTk5OTk5OTk5OTk5OQZDZD',
  'debug=all',
  'pretty=1',
];

const types = [
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'multipart/form-data; boundary=',
  'multipart/form-data; boundary=b',
  'text/plain',
  '',
  '/',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded; charset=latin1',
  'multipart/mixed; boundary=b',
  'x',
  'application/octet-stream',
  'text/html;;;=',
];

const methods = ['GET', 'POST', 'DELETE', 'PUT', 'PATCH'];

const inBody =
  (change: (body: Buffer, random: Random) => Buffer): Mutation =>
  (shot, random) => ({
    ...shot,
    body: change(shot.body, random),
  });

const inPath =
  (change: (path: string, random: Random) => string): Mutation =>
  (shot, random) => ({
    ...shot,
    path: change(shot.path, random),
  });

const mutations: readonly Mutation[] = [
  inBody((body, random) => body.subarray(0, Math.floor(random() * body.length))),
  inBody((body, random) => {
    const copy = Buffer.from(body);
    for (let flips = 0; flips < 3 && copy.length > 0; flips += 1)
      copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
    return copy;
  }),
  inBody((body, random) => inserted(body, Buffer.from(pick(random, words)), random)),
  inBody((body, random) => inserted(body, Buffer.from([0xff, 0xfe, 0x00, 0xc3]), random)),
  inBody((body, random) => inserted(body, body.subarray(Math.floor(random() * body.length)), random)),
  inBody((body, random) => replacedValue(body, random)),
  inBody((body, random) => replacedValue(body, random)),
  inBody(() => Buffer.alloc(0)),
  inPath((path, random) => inserted(Buffer.from(path), Buffer.from(pick(random, words)), random).toString()),
  inPath((path, random) => `${path}${path.includes('?') ? '&' : '?'}${pick(random, words)}`),
  inPath((path, random) =>
    path.replace(/\d+/g, (digits) =>
      random() < 0.3 ? pick(random, ['0', '1', '9'.repeat(19), `${digits}0`]) : digits,
    ),
  ),
  inPath((path, random) =>
    path.replace(/=[^&]*/g, (value) =>
      random() < 0.3 ? `=${encodeURIComponent(pick(random, words))}` : value,
    ),
  ),
  (shot, random) => ({ ...shot, headers: { ...shot.headers, 'content-type': pick(random, types) } }),
  (shot, random) => ({ ...shot, method: pick(random, methods) }),
  (shot, random) => ({
    ...shot,
    headers: {
      ...shot.headers,
      authorization: pick(random, ['Bearer x', 'OAuth', 'Bearer ', 'Basic eDp5', 'x'.repeat(5000)]),
    },
  }),
  (shot, random) => ({
    ...shot,
    headers: {
      ...shot.headers,
      'accept-encoding': pick(random, ['gzip;q=x', '*', ',,,', 'identity']),
      'if-none-match': pick(random, ['*', '"x"', 'W/"x"']),
    },
  }),
];

/** One to four changes, in a form that a client can still send. */
export function mutated(shot: Shot, random: Random): Shot {
  let spoiled = shot;
  const changes = 1 + Math.floor(random() * 4);
  for (let change = 0; change < changes; change += 1) spoiled = pick(random, mutations)(spoiled, random);
  const path = spoiled.path.replace(/[^!-~]/gu, (letter) => encodeURIComponent(letter.toWellFormed()));
  return { ...spoiled, path: path.startsWith('/') ? path : `/${path}` };
}

function inserted(body: Buffer, piece: Buffer, random: Random): Buffer {
  const at = Math.floor(random() * (body.length + 1));
  return Buffer.concat([body.subarray(0, at), piece, body.subarray(at)]);
}

/** Puts another value where a JSON or a form value stands: types change and brackets stay whole. */
function replacedValue(body: Buffer, random: Random): Buffer {
  const text = body.toString('latin1');
  const places = [...text.matchAll(/"[^"]*"|\b\d+\b|true|false|(?<==)[^&\r\n]+/g)];
  if (places.length === 0) return body;
  const place = pick(random, places);
  const value = pick(random, [
    'null',
    '[]',
    '{}',
    '-1',
    '1e999',
    '123456789012345678901234567890',
    'true',
    '""',
    '"\\u0000"',
    '[[[]]]',
    '{"__proto__":1}',
    '"x"',
    '\0',
    '%00',
    '0.1',
    '"EMAIL"',
  ]);
  return Buffer.from(
    text.slice(0, place.index) + value + text.slice(place.index + place[0].length),
    'latin1',
  );
}
