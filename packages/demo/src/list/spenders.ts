import { identityOf, type Population, Random, traitsOf } from '../population/index.ts';

/** Somewhat fewer than those who have an e-mail address (92 %), so that enough are looked at. */
const addressedShare = 0.88;

/**
 * People of the population who have an e-mail address, those who spend much mostly first: a draw without
 * return, weighted by what they spent (Efraimidis and Spirakis, 2006). The first `count` are given, by number.
 * Throws RangeError where there are not so many.
 */
export function spendersFirst(population: Population, count: number): Uint32Array {
  const keys = Float64Array.from({ length: population.people }, (_, index) => keyOf(population.seed, index));
  const looked = Math.min(population.people, Math.ceil(count / addressedShare));
  const cut = keys.toSorted()[looked - 1] ?? 0;
  const early = Uint32Array.from(keys.keys()).filter((index) => (keys[index] ?? 0) <= cut);
  const chosen = early
    .sort((one, other) => (keys[one] ?? 0) - (keys[other] ?? 0))
    .filter((index) => hasEmail(population.seed, index))
    .slice(0, count);
  if (chosen.length < count) {
    throw new RangeError(`Of ${population.people} people fewer than ${count} have an e-mail address.`);
  }
  return chosen;
}

const salt = 0x5e11;

/** Small for people who come early. Who never bought is not on a list of buyers, save for a few. */
function keyOf(seed: number, index: number): number {
  const weight = 0.004 + (traitsOf(seed, index).spend / 100) ** 1.2;
  return -Math.log(1 - new Random(seed ^ salt, index).next()) / weight;
}

function hasEmail(seed: number, index: number): boolean {
  return identityOf(seed, index, traitsOf(seed, index)).email !== null;
}
