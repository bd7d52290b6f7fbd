import { columnSchemaPage } from './column-schema.ts';
import { commandLinePage } from './command-line.ts';
import { controlSchemaPage } from './control-schema.ts';
import { errorsPage } from './errors.ts';
import { graphErrorsPage } from './graph-errors.ts';
import { openApiPage } from './openapi.ts';

/** The pages of this folder that are made from code: file name → text. `directory` is for the stores, and empty. */
export async function makePages(directory: string): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ['cli.md', commandLinePage()],
    ['errors.md', errorsPage()],
    ['graph-errors.md', graphErrorsPage()],
    ['openapi.json', openApiPage()],
    ['schema.sql', await controlSchemaPage(directory)],
    ['schema-column.sql', await columnSchemaPage(directory)],
  ]);
}
