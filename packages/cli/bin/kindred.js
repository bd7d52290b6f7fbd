#!/usr/bin/env node
// Plain JavaScript on purpose: a Node that cannot run TypeScript refuses a `.ts` file before its first line,
// so only a file like this one can say what is missing.
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 18)) {
  // Compiling 200 modules is two thirds of a start (0.5 s); what was compiled is kept where only its owner writes.
  enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'kindred', 'compiled'));
  await import('../src/main.ts');
} else {
  console.error(
    `kindred needs the Node that came with \`npm ci\` (this is Node ${process.versions.node}, and 22.18 or newer is needed): use \`npm run kindred -- …\` or \`npx kindred …\` in the repository.`,
  );
  process.exitCode = 2;
}
