import { type Frame, framed, script, stylesheet } from './frame.ts';

/** Every call, with its parameters and errors, and a way to try it with a token. */
export function apiPage(frame: Omit<Frame, 'title'>): string {
  const { base, versions } = frame;
  const head =
    stylesheet(base, versions, 'swagger-ui.css') +
    script(base, versions, 'swagger-ui.js') +
    script(base, versions, 'start.js');
  const main = `<main id="api" data-description="${base}/openapi.json"></main>`;
  return framed('/docs', { ...frame, title: 'Calls of Kindred' }, main, head);
}
