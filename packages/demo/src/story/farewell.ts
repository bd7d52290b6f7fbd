import { relative } from 'node:path';
import type { View } from '@kindred/cli';
import { fileNames } from './setting.ts';
import type { Outcome } from './story.ts';

/** Of a demo that does not serve on: nothing can be tried on a server that has stopped. */
export function lastWord({ directory }: Outcome): string {
  const path = relative(process.cwd(), directory.path);
  return `\nThe server has done its work and stops. ${path} may be deleted; the next demo makes it anew.`;
}

/** What to do next, with everything that is needed to do it. */
export function farewell(outcome: Outcome, url: string, view: View): string {
  const { operatorToken, accountToken, account, audienceId, directory } = outcome;
  return [
    '',
    `server          ${view.paint.bold(url)}`,
    `operator token  ${view.paint.bold(operatorToken)}`,
    `account token   ${view.paint.bold(accountToken)}`,
    '',
    'Try next, in another terminal:',
    `  export KINDRED_URL=${url}`,
    `  export KINDRED_TOKEN=${operatorToken}`,
    '  npm run kindred -- people stats',
    `  npm run kindred -- audiences list --account ${account.fb_id}`,
    `  npm run kindred -- uploads list ${audienceId}`,
    `  npm run kindred -- upload ${relative(process.cwd(), directory.path)}/${fileNames.further} \\`,
    `    --audience ${audienceId} --remove`,
    '  npm run kindred -- --help',
    '',
    `When the demo has ended, ${relative(process.cwd(), directory.path)} may be deleted.`,
  ].join('\n');
}
