import type { Rule, Surroundings } from './rule.ts';

const yearMin = 1900;

const months = 'january february march april may june july august september october november december'.split(
  ' ',
);

/** Meta, DOBY: YYYY from 1900 to this year. Two digits are not guessed at. */
export const year: Rule = (text, { yearMax }) => {
  const found = /^[0-9]{4}$/.test(text) ? Number(text) : 0;
  return found >= yearMin && found <= yearMax ? { canonical: text } : 'not_a_date';
};

/** Meta, DOBM: MM from 01 to 12. Names of months are English, whole or by three letters. */
export const month: Rule = (text) => part(monthOf(text), 12);

/** Meta, DOBD: DD from 01 to 31. */
export const day: Rule = (text) => part(/^[0-9]{1,2}$/.test(text) ? Number(text) : 0, 31);

/** A whole date as YYYYMMDD (Pinterest, db). It is a day of the calendar, and not in the future. */
export const date: Rule = (text, around) => {
  const parts = readDate(text, around);
  return parts === null ? 'not_a_date' : { canonical: parts.join('') };
};

function part(number: number, max: number) {
  if (number < 1 || number > max) return 'not_a_date' as const;
  return { canonical: twoDigits(number) };
}

function monthOf(text: string): number {
  if (/^[0-9]{1,2}$/.test(text)) return Number(text);
  const name = text.toLowerCase().replace(/\.$/, '');
  return months.findIndex((each) => each === name || (name.length === 3 && each.startsWith(name))) + 1;
}

/** Year, month and day of a date in a usual form, as YYYY, MM and DD; null for anything else. */
export function readDate(
  text: string,
  { yearMax, dateOrder }: Surroundings,
): readonly [string, string, string] | null {
  const [y, m, d] = numbersOf(text.trim(), dateOrder);
  if (y < yearMin || y > yearMax || m < 1 || m > 12 || d < 1) return null;
  // Day 0 of the next month is the last one of this.
  if (d > new Date(Date.UTC(y, m, 0)).getUTCDate()) return null;
  return [String(y), twoDigits(m), twoDigits(d)];
}

type Numbers = readonly [year: number, month: number, day: number];
const none: Numbers = [0, 0, 0];

/** Slashes and hyphens mean the order that was given, unless that cannot be; full stops mean the European one. */
function numbersOf(text: string, order: Surroundings['dateOrder']): Numbers {
  const big = /^([0-9]{4})[^0-9a-z]([0-9]{1,2})[^0-9a-z]([0-9]{1,2})([ t].*)?$/i.exec(text);
  if (big !== null) return [Number(big[1]), Number(big[2]), Number(big[3])];
  const small = /^([0-9]{1,2})([^0-9a-z])([0-9]{1,2})\2([0-9]{4})( .*)?$/i.exec(text);
  if (small !== null) {
    const [first, second, y] = [Number(small[1]), Number(small[3]), Number(small[4])];
    const dayFirst = small[2] === '.' || first > 12 || (order === 'dmy' && second <= 12);
    return dayFirst ? [y, second, first] : [y, first, second];
  }
  return compact(text) ?? named(text) ?? none;
}

/** 19800504, and 05041980 as Americans write it without slashes. */
function compact(text: string): Numbers | null {
  if (/^(19|20)[0-9]{6}$/.test(text)) {
    return [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))];
  }
  if (!/^[0-9]{8}$/.test(text)) return null;
  return [Number(text.slice(4)), Number(text.slice(0, 2)), Number(text.slice(2, 4))];
}

/** 4 May 1980 and May 4, 1980. */
function named(text: string): Numbers | null {
  const found =
    /^(?<day>[0-9]{1,2})\.?[ -](?<month>[a-z]{3,9})\.?[ -](?<year>[0-9]{4})$/i.exec(text)?.groups ??
    /^(?<month>[a-z]{3,9})\.? (?<day>[0-9]{1,2}),? (?<year>[0-9]{4})$/i.exec(text)?.groups;
  if (found === undefined) return null;
  return [Number(found['year']), monthOf(found['month'] ?? ''), Number(found['day'])];
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
