import { errors, rejectReasons } from '@kindred/contract';

const styles =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}' +
  'h2{font:600 1rem ui-monospace,monospace;margin:1.6rem 0 .2rem}h2 span{color:#666;font-weight:400}' +
  'p{margin:.2rem 0}:target{background:#fff3bf}' +
  '@media(prefers-color-scheme:dark){body{color:#e6e6e6;background:#161616}:target{background:#4a3f00}h2 span{color:#999}}';

/** The page that `docs_url` of every error leads to: one entry an error, and why rows are rejected. */
export function errorsPage(): string {
  const refusals = Object.entries(errors).map(([code, { status, say }]) =>
    entry(code, `HTTP ${status}`, say),
  );
  const rejects = Object.entries(rejectReasons).map(([reason, { say }]) => entry(reason, 'row', say));
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8">' +
    '<meta name="viewport" content="width=device-width,initial-scale=1">' +
    `<title>Errors of Kindred</title><style>${styles}</style></head><body>` +
    `<h1>Errors</h1><p>What a refused request says, and what to do.</p>${refusals.join('')}` +
    `<h1>Rejected rows</h1><p>A row that is rejected never hurts its neighbours.</p>${rejects.join('')}` +
    '</body></html>'
  );
}

function entry(name: string, kind: string, say: string): string {
  return `<section id="${name}"><h2>${name} <span>${kind}</span></h2><p>${escapeHtml(say)}</p></section>`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
