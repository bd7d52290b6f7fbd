import { columnSchemaPage } from './column-schema.ts';
import { commandLinePage } from './command-line.ts';
import { contractCalls, contractSchemas } from './contract-types.ts';
import { controlSchemaPage } from './control-schema.ts';
import { errorsPage } from './errors.ts';
import { graphErrorsPage } from './graph-errors.ts';
import { openApiPage } from './openapi.ts';

/**
 * The pages of this folder that are made from code, and the types that are made from one of them: file name → text.
 * `directory` is for the stores, and empty.
 */
export async function makePages(directory: string): Promise<ReadonlyMap<string, string>> {
  const openApi = openApiPage();
  return new Map([
    ['cli.md', commandLinePage()],
    ['errors.md', errorsPage()],
    ['graph-errors.md', graphErrorsPage()],
    ['openapi.json', openApi],
    ['../packages/contract/src/api/schemas.ts', contractSchemas(openApi)],
    ['../packages/contract/src/api/calls.ts', contractCalls(openApi)],
    ['schema.sql', await controlSchemaPage(directory)],
    ['schema-column.sql', await columnSchemaPage(directory)],
  ]);
}
