/** Words of the Graph API, all of which is one route here. Any other word of its paths is an id, or a mistake. */
const graphWords: ReadonlySet<string> = new Set([
  ...['me', 'debug_token', 'adaccounts', 'customaudiences', 'customaudiencestos', 'usersofanyaudience'],
  ...['users', 'usersreplace', 'sessions', 'app', 'oauth', 'access_token'],
]);

/** More words than a path of the Graph API has. */
const wordsMax = 5;

/**
 * What the log says of a path: that of the route, with local ids, which are shorter than any phone number. All
 * else that stands in a path was chosen by the caller and may be somebody's address.
 */
export function loggedPath(
  pattern: string | undefined,
  params: Readonly<Record<string, string | undefined>>,
): string {
  if (pattern === undefined) return '(unknown)';
  return pattern
    .replace(/:([A-Za-z]+)/g, (name, param: string) => {
      const value = params[param] ?? '';
      return /^[0-9]{1,7}$/.test(value) ? value : name;
    })
    .replace('*', () => (params['*'] ?? '').split('/').slice(0, wordsMax).map(graphWord).join('/'));
}

function graphWord(word: string): string {
  return word === '' || graphWords.has(word) || /^v[0-9]{1,2}\.[0-9]{1,2}$/.test(word) ? word : ':id';
}
