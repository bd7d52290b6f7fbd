import { parseArgs } from 'node:util';
import { resume } from './resume.ts';

/**
 * `npm run test:resume -- [--lines N] [--kills K] [--server-kills S] [--operation add|replace] [--seed N]`: an upload
 * whose command line and server are killed again and again.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    lines: { type: 'string', default: '1000000' },
    kills: { type: 'string', default: '20' },
    'server-kills': { type: 'string', default: '2' },
    operation: { type: 'string', default: 'add' },
  },
});

const report = await resume({
  seed: Number(values.seed),
  lines: Number(values.lines),
  kills: Number(values.kills),
  serverKills: Number(values['server-kills']),
  operation: values.operation === 'replace' ? 'replace' : 'add',
});
console.log(JSON.stringify(report));
