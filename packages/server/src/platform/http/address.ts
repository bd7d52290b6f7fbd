/**
 * What is wrong with the address of a platform's API as an operator set it, as a sentence; null: nothing. Tokens and
 * rows go there, so it is HTTPS, except to this machine or where the operator allows it.
 */
export function addressProblem(text: string, options: { readonly isHttpAllowed: boolean }): string | null {
  const url = URL.parse(text);
  if (url === null) return 'The address is no URL. Write scheme and host, like https://graph.facebook.com.';
  if (url.username !== '' || url.password !== '') {
    return 'The address holds a user or a password. Leave them out.';
  }
  if (url.search !== '' || url.hash !== '' || url.pathname !== '/') {
    return 'The address has more than scheme, host and port. Leave the rest out: version and path are added.';
  }
  if (url.protocol === 'https:') return null;
  if (url.protocol !== 'http:') return `The address begins with ${url.protocol}, not with https:.`;
  if (options.isHttpAllowed || isThisMachine(url.hostname)) return null;
  return 'The address begins with http:, so everybody on the way could read tokens. Use https:.';
}

function isThisMachine(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
