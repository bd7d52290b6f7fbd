import { type CommandLine, readCommandLine, usage } from './command-line/arguments.ts';
import { benchNames, loadBench } from './command-line/catalog.ts';
import { picture } from './command-line/picture.ts';
import { UsageError } from './command-line/usage-error.ts';
import { note } from './kit/outcome.ts';

async function main(): Promise<void> {
  const line = readCommandLine(process.argv.slice(2));
  if (line.name === null || line.help) await list();
  else await measure(line.name, line);
}

async function list(): Promise<void> {
  const benches = await Promise.all(
    benchNames().map(async (name) => ({ name, bench: await loadBench(name) })),
  );
  for (const { name, bench } of benches) console.log(`${name.padEnd(15)} ${bench.question}`);
  console.log(`\n${usage}`);
}

async function measure(name: string, line: CommandLine): Promise<void> {
  const bench = await loadBench(name);
  const options = line.optionsOf(bench);
  note(bench.question);
  const { outcome, lines } = await bench.run(options);
  const colour = process.stdout.isTTY && (process.env['NO_COLOR'] ?? '') === '';
  console.log(`\n${typeof lines === 'string' ? lines : picture(lines, colour)}`);
  if (line.json) console.log(JSON.stringify({ bench: name, ...outcome }));
}

/** A signal ends the process by its exit, so that children are stopped and temporary files removed. */
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.once(signal, () => process.exit(130));
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  note(error.message);
  process.exitCode = 2;
}
