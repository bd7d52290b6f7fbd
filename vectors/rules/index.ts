import { emails } from './email.ts';
import type { Family } from './family.ts';
import { ids } from './ids.ts';
import { names } from './names.ts';
import { person } from './person.ts';
import { phones } from './phone.ts';
import { places } from './places.ts';

export type { Case, Expected, Family } from './family.ts';

/** All rules with the values that show them. */
export const families: readonly Family[] = [...emails, ...phones, ...names, ...places, ...person, ...ids];
