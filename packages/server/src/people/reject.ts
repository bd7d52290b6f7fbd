import { type ImportReject, importRejects, keyKinds } from '@kindred/contract';

/** Parts of a person that are no key by themselves, and FEATURE: what else a reject can be about. */
export const partCodes = {
  FN: 101,
  LN: 102,
  ZIP: 103,
  COUNTRY: 104,
  CT: 105,
  ST: 106,
  DOBY: 107,
  DOBM: 108,
  DOBD: 109,
  DOB: 110,
  FEATURE: 112,
} as const;

const rejectByCode = new Map<number, ImportReject>(
  Object.entries(importRejects).map(([name, reject]) => [reject.code, name as ImportReject]),
);
const kindByCode = new Map<number, string>([
  ...Object.entries(keyKinds).map(([name, kind]): [number, string] => [kind.code, name]),
  ...Object.entries(partCodes).map(([name, code]): [number, string] => [code, name]),
]);

/** The reason with this stored code. Throws on a code that was never given out. */
export function importRejectOfCode(code: number): ImportReject {
  const reason = rejectByCode.get(code);
  if (reason === undefined) throw new Error(`no reject of an import has the code ${code}`);
  return reason;
}

/** What a stored code of a kind or part stands for: EMAIL, FN, FEATURE … */
export function identifierOfCode(code: number): string {
  const name = kindByCode.get(code);
  if (name === undefined) throw new Error(`no identifier has the code ${code}`);
  return name;
}
