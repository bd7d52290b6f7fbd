import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { type ErrorBody, errors } from '@kindred/contract';
import { TestServer } from '../dev-env/index.ts';

const server = await TestServer.start({ people: 10 });
after(() => server[Symbol.asyncDispose]());

/** Addresses of the scripts, styles and the description that a page names. */
function named(html: string): readonly string[] {
  return [...html.matchAll(/(?:src|href|data-description)="([^"]+)"/g)].map((match) => match[1] ?? '');
}

for (const path of ['/docs', '/docs/', '/docs/errors']) {
  test(`the page at ${path} needs nothing but what this server has, and allows nothing else`, async () => {
    const page = await fetch(`${server.url}${path}`);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type') ?? '', /^text\/html/);
    const policy = page.headers.get('content-security-policy') ?? '';
    assert.match(policy, /^default-src 'none'; script-src 'self'; style-src 'self';/);
    assert.doesNotMatch(policy, /unsafe|http|\*/);
    const html = await page.text();
    assert.doesNotMatch(html, /<script>|<style|style=|onload=/, 'nothing that the policy forbids');
    for (const address of named(html)) {
      assert.match(address, /^\//);
      const found = await fetch(`${server.url}${address}`);
      assert.equal(found.status, 200, address);
      await found.arrayBuffer();
    }
  });
}

test('the page of calls brings its renderer along, to be kept by the browser', async () => {
  const html = await (await fetch(`${server.url}/docs`)).text();
  const assets = named(html).filter((address) => address.startsWith('/docs/assets/'));
  assert.equal(assets.length, 4);
  for (const address of assets) {
    const asset = await fetch(`${server.url}${address}`, { headers: { 'accept-encoding': 'identity' } });
    assert.equal(asset.headers.get('cache-control'), 'public, max-age=31536000, immutable');
    assert.equal(asset.headers.get('content-encoding'), null);
    assert.match(asset.headers.get('content-type') ?? '', /^text\/(javascript|css)/);
    assert.ok((await asset.text()).length > 500, address);
  }
});

test('an asset is packed for whoever takes it, and is the same', async () => {
  const { request } = await import('node:http');
  const bytes = await new Promise<Buffer>((resolve, reject) => {
    const asked = request(
      `${server.url}/docs/assets/page.css`,
      { headers: { 'accept-encoding': 'gzip' } },
      async (answer) => {
        assert.equal(answer.headers['content-encoding'], 'gzip');
        resolve(Buffer.concat(await answer.toArray()));
      },
    );
    asked.on('error', reject).end();
  });
  const plain = await (await fetch(`${server.url}/docs/assets/page.css`)).text();
  assert.equal(gunzipSync(bytes).toString(), plain);
});

test('an asset that nobody has is refused like any unknown address', async () => {
  for (const name of ['nothing.js', '..%2fpage.css', '__proto__']) {
    const answer = await fetch(`${server.url}/docs/assets/${name}`);
    assert.equal(answer.status, 404, name);
    const { error } = (await answer.json()) as { readonly error: { readonly code: string } };
    assert.equal(error.code, 'not_found');
  }
});

test('the address in a refusal leads to its entry on a page of this server, whoever refuses', async () => {
  for (const [method, path, refusal] of [
    ['GET', '/custom_audiences', 'token_missing'],
    ['GET', '/nothing', 'not_found'],
    ['PATCH', '/custom_audiences', 'method_not_allowed'],
    ['GET', '/uploads/%zz', 'malformed_request'],
  ] as const) {
    const answer = await fetch(`${server.url}${path}`, { method });
    const { error } = (await answer.json()) as ErrorBody;
    assert.equal(error.code, refusal, path);
    const page = await fetch(error.docs_url);
    assert.equal(page.status, 200, error.docs_url);
    const entry = new URL(error.docs_url).hash.slice(1);
    assert.match(await page.text(), new RegExp(`<section id="${entry}"><h3><code>${refusal}</code>`));
  }
});

test('the page of errors has an entry for every refusal, once', async () => {
  const html = await (await fetch(`${server.url}/docs/errors`)).text();
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1] ?? '');
  assert.deepEqual(new Set(ids).size, ids.length);
  for (const code of Object.keys(errors)) assert.ok(ids.includes(code), code);
});

test('what the server serves describes calls to itself, wherever it stands', async () => {
  const answer = await fetch(`${server.url}/openapi.json`);
  const { servers } = (await answer.json()) as { readonly servers: readonly { readonly url: string }[] };
  assert.deepEqual(servers, [{ url: '/' }]);
});
