import { stateCodes } from '@kindred/identity';

/** Names of US states and of the district, without blanks, and their two letters. */
export interface StateNames {
  readonly state_names: readonly string[];
  readonly state_codes: readonly string[];
}

export function stateNames(): StateNames {
  return { state_names: [...stateCodes.keys()], state_codes: [...stateCodes.values()] };
}
