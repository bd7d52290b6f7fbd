import { test } from 'node:test';
import { resume } from '../../simulate/resume/resume.ts';

test('a command line that is killed again and again uploads every row of its file once', async (context) => {
  const report = await resume({ seed: 7, lines: 60_000, kills: 4, serverKills: 1, operation: 'add' });
  context.diagnostic(JSON.stringify(report));
});
