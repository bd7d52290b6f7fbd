#!/usr/bin/env node
import { runCommandLine } from './program.ts';

const { stdout, stderr, env } = process;
// A reader that stops early (`| head`) is no failure.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await runCommandLine(process.argv.slice(2), { out: stdout, err: stderr, env });
