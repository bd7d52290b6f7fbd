import { readFileSync } from 'node:fs';
import { allRoutes, type EdgeContext } from '../../packages/server/src/edge/index.ts';
import { openApiDocument } from '../../packages/server/src/edge/openapi/index.ts';

/** A server with default settings. */
const localUrl = 'http://127.0.0.1:8080';

const manifestUrl = new URL('../../package.json', import.meta.url);

/** docs/openapi.json: every call, from the definitions of the routes. */
export function openApiPage(): string {
  const { version } = JSON.parse(readFileSync(manifestUrl, 'utf8')) as { readonly version: string };
  return `${JSON.stringify(openApiDocument(allRoutes(untouched()), version, localUrl), null, 2)}\n`;
}

/** Routes are only described here, never called: no store and no engine has to be started for that. */
function untouched(): EdgeContext {
  return { limits: {}, control: {} } as unknown as EdgeContext;
}
