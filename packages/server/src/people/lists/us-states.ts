/** Names of US states and of the district, without blanks, and their two letters. */
const states =
  'alabama al alaska ak arizona az arkansas ar california ca colorado co connecticut ct delaware de ' +
  'districtofcolumbia dc florida fl georgia ga hawaii hi idaho id illinois il indiana in iowa ia kansas ks ' +
  'kentucky ky louisiana la maine me maryland md massachusetts ma michigan mi minnesota mn mississippi ms ' +
  'missouri mo montana mt nebraska ne nevada nv newhampshire nh newjersey nj newmexico nm newyork ny ' +
  'northcarolina nc northdakota nd ohio oh oklahoma ok oregon or pennsylvania pa rhodeisland ri ' +
  'southcarolina sc southdakota sd tennessee tn texas tx utah ut vermont vt virginia va washington wa ' +
  'westvirginia wv wisconsin wi wyoming wy puertorico pr';

export interface StateNames {
  readonly state_names: readonly string[];
  readonly state_codes: readonly string[];
}

export function stateNames(): StateNames {
  const words = states.split(' ');
  return {
    state_names: words.filter((_, at) => at % 2 === 0),
    state_codes: words.filter((_, at) => at % 2 === 1),
  };
}
