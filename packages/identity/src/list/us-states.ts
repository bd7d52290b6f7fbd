/** Names of US states, of the district and of Puerto Rico, without blanks, and their two letters (ANSI INCITS 38). */
const states =
  'alabama al alaska ak arizona az arkansas ar california ca colorado co connecticut ct delaware de ' +
  'districtofcolumbia dc florida fl georgia ga hawaii hi idaho id illinois il indiana in iowa ia kansas ks ' +
  'kentucky ky louisiana la maine me maryland md massachusetts ma michigan mi minnesota mn mississippi ms ' +
  'missouri mo montana mt nebraska ne nevada nv newhampshire nh newjersey nj newmexico nm newyork ny ' +
  'northcarolina nc northdakota nd ohio oh oklahoma ok oregon or pennsylvania pa rhodeisland ri ' +
  'southcarolina sc southdakota sd tennessee tn texas tx utah ut vermont vt virginia va washington wa ' +
  'westvirginia wv wisconsin wi wyoming wy puertorico pr';

const words = states.split(' ');

/** Small letters of the name without blanks → the two letters. */
export const stateCodes: ReadonlyMap<string, string> = new Map(
  words.flatMap((word, at) => (at % 2 === 0 ? [[word, words[at + 1] ?? ''] as const] : [])),
);
