/** A time of the API (ISO 8601) to the minute, in UTC; anything else is given back as it came. */
export function moment(text: string): string {
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? text : new Date(ms).toISOString().slice(0, 16).replace('T', ' ');
}
