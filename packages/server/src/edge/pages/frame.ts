/** What every page has around it. */
export interface Frame {
  readonly title: string;
  /** The address at which the server is reached, without a slash at the end: '' where it is the root of its host. */
  readonly base: string;
  readonly versions: Readonly<Record<string, string>>;
}

const links: Readonly<Record<string, string>> = { '/docs': 'Calls', '/docs/errors': 'Errors' };

/** A page in HTML. Styles and scripts are files of the server, so that nothing else need be allowed. */
export function framed(path: string, { title, base, versions }: Frame, main: string, head = ''): string {
  const entries = Object.entries(links).map(
    ([to, name]) => `<a href="${base}${to}"${to === path ? ' aria-current="page"' : ''}>${name}</a>`,
  );
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>${title}</title>${head}${stylesheet(base, versions, 'page.css')}</head>` +
    `<body><header class="site"><a href="${base}/docs">Kindred</a>${entries.join('')}</header>${main}</body></html>`
  );
}

export function stylesheet(base: string, versions: Frame['versions'], name: string): string {
  return `<link rel="stylesheet" href="${base}/docs/assets/${name}?v=${versions[name]}">`;
}

export function script(base: string, versions: Frame['versions'], name: string): string {
  return `<script src="${base}/docs/assets/${name}?v=${versions[name]}" defer></script>`;
}
