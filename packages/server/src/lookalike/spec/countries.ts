const names = new Intl.DisplayNames(['en'], { type: 'region' });

/** Members of the European Economic Area. */
const eea = 'AT BE BG HR CY CZ DK EE FI FR DE GR HU IS IE IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE'.split(
  ' ',
);

/** Europe by the United Nations' M49. */
const europe = [
  ...eea.filter((code) => code !== 'CY'),
  ...'AD AL AX BA BY CH FO GB GG GI IM JE MC MD ME MK RS RU SJ SM UA VA XK'.split(' '),
];

const groups: Readonly<Record<string, readonly string[]>> = { eea, europe };

/** The countries of a group by Meta's name for it; null for a group that is not known. */
export function countriesOfGroup(group: string): readonly string[] | null {
  return Object.hasOwn(groups, group) ? (groups[group] ?? null) : null;
}

/** The English name of a country. */
export function countryName(code: string): string {
  return names.of(code) ?? code;
}
