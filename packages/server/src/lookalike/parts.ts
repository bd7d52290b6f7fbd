import { membersPart } from '../audience/index.ts';
import { optedOutPeople } from '../optout/index.ts';

/** What the statements of this room share: the members of the seed, and who opted out. */
export const sharedParts = { members: membersPart, opted_out: optedOutPeople };
