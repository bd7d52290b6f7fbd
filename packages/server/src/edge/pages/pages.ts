import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { ApiError } from '../answers/api-error.ts';
import { jsonText } from '../answers/reply.ts';
import { openApiDocument } from '../openapi/index.ts';
import type { Route } from '../route.ts';
import { apiPage } from './api-page.ts';
import { assetOf } from './asset.ts';
import { errorsPage } from './errors-page.ts';
import type { Frame } from './frame.ts';

export interface PagesOptions {
  readonly publicUrl: string | null;
  readonly version: string;
  readonly routes: readonly Route[];
}

/** What is there for everybody: whether the server lives, what it serves, and pages about that. */
export function addPages(server: FastifyInstance, { publicUrl, version, routes }: PagesOptions): void {
  const base = publicUrl === null ? '' : new URL(publicUrl).pathname.replace(/\/$/, '');
  const policy = contentPolicy(publicUrl === null ? '' : ` ${new URL(publicUrl).origin}`);
  const description = jsonText(openApiDocument(routes, version, publicUrl ?? '/'));
  server.options('*', async (_request, reply) => reply.code(204).send());
  server.get('/health', async (_request, reply) => reply.send({ status: 'ok' }));
  server.get('/openapi.json', async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(description),
  );
  const pages = { '/docs': apiPage, '/docs/errors': errorsPage };
  for (const [path, page] of Object.entries(pages)) {
    server.get(path, async (_request, reply) =>
      reply
        .header('content-security-policy', policy)
        .header('referrer-policy', 'no-referrer')
        .header('cache-control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(page({ base, versions: await versionsNow() })),
    );
  }
  server.get('/docs/assets/:name', sendAsset);
}

/** Scripts and styles of this server and nobody else's; calls go to it alone. Pictures are drawn into the styles. */
function contentPolicy(publicOrigin: string): string {
  return (
    `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'${publicOrigin}; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  );
}

async function versionsNow(): Promise<Frame['versions']> {
  const names = ['swagger-ui.js', 'swagger-ui.css', 'start.js', 'page.css'];
  const versions = names.map(async (name) => [name, (await assetOf(name))?.version ?? ''] as const);
  return Object.fromEntries(await Promise.all(versions));
}

/** Its address changes with the file, so it may be kept for ever. */
async function sendAsset(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const asset = await assetOf((request.params as { readonly name: string }).name);
  if (asset === null) throw new ApiError('not_found');
  const takesPacked = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  reply
    .type(asset.type)
    .header('cache-control', 'public, max-age=31536000, immutable')
    .header('vary', 'Accept-Encoding');
  return takesPacked ? reply.header('content-encoding', 'gzip').send(asset.packed) : reply.send(asset.bytes);
}
