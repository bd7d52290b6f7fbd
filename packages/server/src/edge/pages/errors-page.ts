import { errors, rejectReasons } from '@kindred/contract';
import { type Frame, framed } from './frame.ts';

/** The page that `docs_url` of every error leads to: one entry an error, and why rows are rejected. */
export function errorsPage(frame: Omit<Frame, 'title'>): string {
  const refusals = Object.entries(errors).map(([code, { status, say }]) =>
    entry(code, `HTTP ${status}`, say),
  );
  const rejects = Object.entries(rejectReasons).map(([reason, { say }]) => entry(reason, 'row', say));
  const main =
    `<main class="text"><h1>Errors</h1><p>What a refused request says, and what to do.</p>${refusals.join('')}` +
    `<h1>Rejected rows</h1><p>A row that is rejected never hurts its neighbours.</p>${rejects.join('')}</main>`;
  return framed('/docs/errors', { ...frame, title: 'Errors of Kindred' }, main);
}

function entry(name: string, kind: string, say: string): string {
  return `<section id="${name}"><h3><code>${name}</code> <span class="kind">${kind}</span></h3><p>${inHtml(say)}</p></section>`;
}

/** Code stands in backticks. */
function inHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.replace(/`([^`]+)`/g, '<code>$1</code>');
}
