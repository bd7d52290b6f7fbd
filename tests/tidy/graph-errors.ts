import type { Source } from './source.ts';
import { isTest } from './tree.ts';

const server = 'packages/server/src/';

/** Where a row of the table becomes a body: for every request, and for what never became one. */
const writers = [`${server}graph/wire/error.ts`, `${server}edge/http.ts`];

/** Every error of the Graph API is a row of its table, and every row is thrown somewhere. */
export function looseGraphErrors(sources: readonly Source[], rows: readonly string[]): string[] {
  const own = sources.filter(({ path }) => path.startsWith(server) && !isTest(path));
  const made = own.flatMap(({ path, calls }) =>
    calls.filter(({ text }) => text === 'GraphError.of').map((call) => ({ ...call, path })),
  );
  const read = own.flatMap(({ reads }) => reads.map(({ text }) => text));
  const isThrown = (row: string) =>
    made.some(({ argument }) => argument === row) || read.includes(`graphErrors.${row}`);
  return [
    ...made
      .filter(({ argument }) => argument === '')
      .map(({ path, line }) => `${path}:${line}: names no row. Write the key of the table as a text.`),
    ...own
      .filter(({ path }) => !writers.includes(path))
      .flatMap(({ path, strings }) =>
        strings
          .filter(({ text }) => /^(OAuth|GraphMethod)Exception$/.test(text))
          .map(
            ({ line }) => `${path}:${line}: makes an error beside its table. Throw GraphError.of('its_row').`,
          ),
      ),
    ...rows
      .filter((row) => !isThrown(row))
      .map(
        (row) =>
          `packages/contract/src/graph-errors: the row ${row} is never thrown. Take it out, or throw it where it belongs.`,
      ),
  ];
}
