import { blockBytes } from './block-hasher.ts';

const [plusSign, fullStop, atSign] = [43, 46, 64];
const domains = ['@gmail.com', '@googlemail.com'].map((name) => new TextEncoder().encode(name));

/** An address in a padded block as `googleEmail` has it. False where nothing is left in front of the @. */
export function foldGmail(blocks: Uint8Array, base: number): boolean {
  const block = blocks.subarray(base, base + blockBytes);
  const length = ((block[blockBytes - 2] ?? 0) << 5) | ((block[blockBytes - 1] ?? 0) >> 3);
  const sign = block.indexOf(atSign);
  const domain = block.slice(sign, length);
  if (!domains.some((name) => isSame(name, domain))) return true;
  const name = nameOf(block.slice(0, sign));
  if (name.length === 0) return false;
  const folded = name.length + domain.length;
  block.fill(0);
  block.set(name);
  block.set(domain, name.length);
  block[folded] = 0x80;
  block[blockBytes - 2] = folded >> 5;
  block[blockBytes - 1] = folded << 3;
  return true;
}

function nameOf(local: Uint8Array): Uint8Array {
  const sign = local.indexOf(plusSign);
  return (sign === -1 ? local : local.subarray(0, sign)).filter((letter) => letter !== fullStop);
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((letter, place) => letter === other[place]);
}
