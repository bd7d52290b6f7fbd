import assert from 'node:assert/strict';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { after, test } from 'node:test';
import {
  isOnPostgres,
  makeApp,
  makeToken,
  openShop,
  randomFrom,
  TestServer,
} from '../../../dev-env/index.ts';
import { newAudience } from '../caller.ts';
import { mutated, pick, type Shot } from './mutate.ts';
import { shotsAt, type Target } from './shots.ts';

const shots = Number(process.env['KINDRED_TEST_GRAPH_SHOTS'] ?? (isOnPostgres ? 4_000 : 20_000));
const seed = Number(process.env['KINDRED_TEST_GRAPH_SEED'] ?? 20_260);
const connections = 12;
const answerMsMax = 30_000;

/** What the documentation knows. 404 and 405 come from paths that are not of the Graph API any more. */
const statuses = new Set([200, 304, 400, 403, 404, 405, 413, 415]);
const secrets = /Rival Secret|Hidden list/;

const server = await TestServer.start({ people: 50 });
after(() => server[Symbol.asyncDispose]());
const shop = await openShop(server);
const app = await makeApp(server.operator);
const token = await makeToken(server.operator, 'account_write', [shop.accountId], app.id);
const rival = await openShop(server, 'Rival Secret GmbH');
const foreignAudience = await newAudience(rival, { name: 'Hidden list' });
const agent = new Agent({ keepAlive: true, maxSockets: connections });
after(() => agent.destroy());

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function fire({ method, path, headers, body }: Shot): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = method === 'GET' && body.length === 0 ? {} : { 'content-length': String(body.length) };
    const sending = request(`${server.url}${path}`, {
      method,
      agent,
      timeout: answerMsMax,
      headers: { ...headers, ...length },
    });
    sending.once('timeout', () => sending.destroy(new Error('no answer')));
    sending.once('error', reject);
    sending.once('response', (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.once('error', reject);
      response.once('end', () => {
        const text = Buffer.concat(pieces).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    sending.end(body);
  });
}

function assertDocumented({ status, headers, text }: Answer): void {
  assert.ok(statuses.has(status), `status ${status}`);
  if (status === 304) return;
  assert.equal(headers['content-length'], String(Buffer.byteLength(text)));
  assert.doesNotThrow(() => JSON.parse(text), 'not JSON');
  assert.ok(!secrets.test(text), 'a name of another account');
}

test(`${shots} spoiled requests get documented answers, and nobody else's names`, async (context) => {
  const pool: string[] = [];
  for (let count = 0; count < 40; count += 1) pool.push(await newAudience(shop));
  const random = randomFrom(seed);
  const seen = new Map<number, number>();
  let fired = 0;
  const shootOn = async () => {
    while (fired < shots) {
      const number = fired;
      fired += 1;
      // Some of them delete or lock the audience, so that it is changed now and then.
      const audience = pool[Math.floor((number / shots) * pool.length)] ?? '';
      const target: Target = {
        token,
        app,
        account: shop.graphId,
        audience,
        foreignAudience,
        foreignAccount: rival.graphId,
      };
      const shot = mutated(pick(random, shotsAt(target, 1 + Math.floor(number / 50))), random);
      const answer = await fire(shot).catch((error: unknown) =>
        assert.fail(`${String(error)}: ${described(shot)}`),
      );
      seen.set(answer.status, (seen.get(answer.status) ?? 0) + 1);
      try {
        assertDocumented(answer);
      } catch (error) {
        assert.fail(`shot ${number}, ${String(error)}: ${described(shot)} got ${answer.text.slice(0, 500)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, shootOn));
  context.diagnostic(`seed ${seed}: ${JSON.stringify(Object.fromEntries(seen))}`);
  assert.ok((seen.get(200) ?? 0) > shots / 20 && (seen.get(400) ?? 0) > shots / 5);
  assert.equal((await server.operator.get('/health')).status, 200);
  assert.ok(!/graph request failed/.test(server.said.errors), server.said.errors.slice(0, 2000));
});

function described({ method, path, headers, body }: Shot): string {
  return `seed ${seed}: ${method} ${path.slice(0, 600)} ${JSON.stringify(headers)} ${JSON.stringify(body.toString('latin1').slice(0, 1500))}`;
}
