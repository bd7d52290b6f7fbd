import { helpPages } from '@kindred/cli';

const made = '<!-- Made by `npm run docs` from the commands in packages/cli. Change them there. -->';

/** docs/cli.md: every command, as its own help tells it. */
export function commandLinePage(): string {
  return `${[
    '# The command line',
    made,
    '`kindred` does what the [Audience API](audience-api.md) and the [Operator API](operator-api.md) do, and keeps an installation. In the clone it is `npx kindred …`, short for `npm run --silent kindred -- …`.',
    'Where the server is and who you are is said by `--url` and `--token`, by a [profile](#kindred-profile), or by `KINDRED_URL` and `KINDRED_TOKEN`. What a command finds goes to standard output: words for people, with `--json` one line of JSON. Progress and messages go to standard error. The exit code tells what became of it.',
    ...helpPages().map(({ name, help }) => `## ${name}\n\n\`\`\`text\n${help}\n\`\`\``),
  ].join('\n\n')}\n`;
}
