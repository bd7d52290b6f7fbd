import { normalise, type Profile } from '@kindred/identity';
import type { Vector } from './vector.ts';

/** What @kindred/identity says of a vector where that is not what stands in it; null where it is. */
export function disagreement(profile: Profile, vector: Vector): string | null {
  const told = normalise(vector.kind, vector.input, {
    profile,
    ...(vector.country === undefined ? {} : { country: vector.country }),
    ...(vector.date_order === undefined ? {} : { dateOrder: vector.date_order }),
  });
  const said = told.ok
    ? JSON.stringify([told.canonical.reveal(), ...told.variants.map((each) => each.reveal())])
    : told.reason;
  const wanted = vector.refused ?? JSON.stringify([vector.canonical, ...(vector.variants ?? [])]);
  const place = `${profile} ${vector.kind} ${JSON.stringify(vector.input)} (${vector.country ?? 'no country'})`;
  return said === wanted ? null : `${place}: ${said}, but the vector says ${wanted}.`;
}
