import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { profiles } from '@kindred/identity';
import { disagreement } from './compare/ours.ts';
import { agreementTable } from './compare/table.ts';
import { vectorFile } from './compare/vector.ts';
import { doctorTable } from './doctor/measure.ts';

const doctorSeeds = 5;

/**
 * Writes the vectors from their rules, holds them against our own code, and writes into docs/identity.md how other
 * implementations fare, and how often the doctor finds mistakes that were made on purpose. With `--check` it writes nothing and fails where something would change.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const files = profiles.map(vectorFile);
  const wrong = files.flatMap(({ profile, vectors }) =>
    vectors.flatMap((vector) => disagreement(profile, vector) ?? []),
  );
  for (const sentence of wrong) console.error(sentence);
  const stale = [
    ...files.map((file) => [`${file.profile}.json`, `${JSON.stringify(file, null, 1)}\n`] as const),
    await pageWithTables(files.find((file) => file.profile === 'meta')?.vectors ?? []),
  ].filter(([name, text]) => read(name) !== text);
  for (const [name, text] of stale) {
    if (values.check)
      console.error(`${name} is out of date. Run npm run vectors, and commit what it writes.`);
    else writeFileSync(new URL(name, import.meta.url), text);
  }
  if (wrong.length > 0 || (values.check && stale.length > 0)) process.exitCode = 1;
  const total = files.reduce((sum, { vectors }) => sum + vectors.length, 0);
  console.log(
    `vectors: ${total}, ${wrong.length} of them not met by @kindred/identity; ${stale.length} files changed.`,
  );
}

async function pageWithTables(
  vectors: Parameters<typeof agreementTable>[0],
): Promise<readonly [string, string]> {
  const name = '../docs/identity.md';
  const page = read(name) ?? '';
  const doctor = await doctorTable(doctorSeeds);
  return [name, withTable(withTable(page, 'agreement', agreementTable(vectors)), 'doctor', doctor)];
}

/** The page with this table between its two marks. */
function withTable(page: string, title: string, table: string): string {
  const begin = `<!-- ${title}: written by npm run vectors -->`;
  const end = `<!-- end of ${title} -->`;
  const [from, to] = [page.indexOf(begin), page.indexOf(end)];
  if (from < 0 || to < from)
    throw new Error(`docs/identity.md has lost the marks around its table of ${title}.`);
  return `${page.slice(0, from)}${begin}\n\n${table}\n\n${page.slice(to)}`;
}

function read(name: string): string | null {
  const url = new URL(name, import.meta.url);
  return existsSync(url) ? readFileSync(url, 'utf8') : null;
}

await main();
