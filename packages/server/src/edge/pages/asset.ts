import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A file that pages refer to: read and packed once, when it is asked for first. */
export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly packed: Buffer;
  /** Changes with the bytes, so that a browser may keep what stands under it for ever. */
  readonly version: string;
}

/**
 * The files of Swagger UI as `@fastify/swagger-ui` brings them: the distribution of Swagger UI itself depends on a
 * package that tells its makers of every install.
 */
const files: Readonly<Record<string, { readonly type: string; readonly url: string }>> = {
  'swagger-ui.js': {
    type: 'text/javascript; charset=utf-8',
    url: import.meta.resolve('@fastify/swagger-ui/static/swagger-ui-bundle.js'),
  },
  'swagger-ui.css': {
    type: 'text/css; charset=utf-8',
    url: import.meta.resolve('@fastify/swagger-ui/static/swagger-ui.css'),
  },
  'start.js': {
    type: 'text/javascript; charset=utf-8',
    url: new URL('./browser/start.js', import.meta.url).href,
  },
  'page.css': { type: 'text/css; charset=utf-8', url: new URL('./browser/page.css', import.meta.url).href },
};

const loaded = new Map<string, Promise<Asset>>();

/** Null for a name that no file has. */
export function assetOf(name: string): Promise<Asset> | null {
  const file = Object.hasOwn(files, name) ? files[name] : undefined;
  if (file === undefined) return null;
  const known = loaded.get(name) ?? load(file);
  loaded.set(name, known);
  return known;
}

async function load({ type, url }: { readonly type: string; readonly url: string }): Promise<Asset> {
  const bytes = await readFile(new URL(url));
  const version = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  return { type, bytes, packed: await promisify(gzip)(bytes), version };
}
