import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { appliedAudience, makeScratch, openShop, TestServer } from '../dev-env/index.ts';

const server = await TestServer.start();
after(() => server[Symbol.asyncDispose]());
const scratch = makeScratch();
after(() => scratch[Symbol.dispose]());
const shop = await openShop(server);
const kindred = fileURLToPath(new URL('../../packages/cli/src/main.ts', import.meta.url));

/** The command line as a process of its own, as people run it. */
async function run(args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [kindred, ...args], {
    env: { KINDRED_URL: server.url, KINDRED_TOKEN: server.operatorToken, PATH: process.env['PATH'] },
  });
  return stdout;
}

function written(name: string, lines: readonly string[]): string {
  const path = join(scratch.path, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** The operator writes people in one way, … */
const population = [
  'id;country;email;phone;first name;last name;zip',
  'p1;DE;mary@example.com;;;;',
  'p2;GB;;+44 20 7946 0958;;;',
  'p3;GB;;;José;García;M1 1AE',
  'p4;US;;;Anna;O Brien;94035',
];

/** … the advertiser in another. */
const list = [
  'E-Mail,Phone,First Name,Surname,Postcode,Country',
  ' Mary@EXAMPLE.com,,,,,Germany',
  ',(020) 7946-0958,,,,UK',
  ',,JOSE,Garcia-,m11ae,GBR',
  ',,josé,GARCÍA,m1 1ae,GBR',
  ",,Anna,O'Brien,94035-1234,USA",
  'stranger@example.com,,,,,DE',
  'no address,,,,,DE',
];

test('a plain list that is hashed by the command line finds the people that were imported plain', async () => {
  await run(['people', 'import', written('people.csv', population)]);
  const output = join(scratch.path, 'hashed.csv');
  await run(['hash', written('list.csv', list), '--output', output]);
  const content = readFileSync(output, 'utf8');
  assert.doesNotMatch(content, /mary|7946|garc/i);
  const { report } = await appliedAudience({
    client: server.operator,
    accountId: shop.accountId,
    content,
    userType: null,
  });
  assert.deepEqual(report.funnel.rejected_by_reason, {});
  assert.equal(report.funnel.newly_added, 4, JSON.stringify(report.funnel));
  assert.equal(report.funnel.matched, 5, 'García is found with her accents and without');
});
