import type { StoreJob } from './stores.ts';
import { type Person, person, sha256 } from './town.ts';

/** Puts people 1 to `count` into the population before the first start, keys at rest as the server keeps them. */
export function settleTown(count: number): StoreJob {
  const rows = Array.from({ length: count }, (_, index) => keysOf(person(index + 1))).flat();
  return {
    column: [
      {
        sql:
          'INSERT INTO identity_keys (kind, key, person, version, gone) ' +
          'SELECT kind, reinterpretAsUInt128(sipHash128Keyed(({k0:UInt64}, {k1:UInt64}), unhex(digests))), person, 1, 0 ' +
          "FROM input('kind UInt8, digests String, person UInt64')",
        csv: rows.map((row) => row.join(',')).join('\n'),
      },
    ],
  };
}

/** Kind of key, digests in hex one after another, person. */
function keysOf(each: Person): (readonly [kind: number, digests: string, person: number])[] {
  const name = sha256(each.fn) + sha256(each.ln);
  const birth = sha256(each.birth.year) + sha256(each.birth.month) + sha256(each.birth.day);
  const keys: (readonly [number, string])[] = [
    [1, sha256(each.externId)],
    [2, sha256(each.uid)],
    [3, sha256(each.email)],
    [4, sha256(each.phone)],
    [5, sha256(each.madid)],
    [6, sha256(each.thirdPartyId)],
    [20, name + birth],
    [21, name + sha256(each.zip) + sha256(each.country)],
    [22, name + sha256(each.zip)],
    [23, name + sha256(each.city) + sha256(each.state)],
  ];
  return keys.map(([kind, digests]) => [kind, digests, each.number] as const);
}
