import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openPlatform, Pace, type Rows } from '../../../packages/server/src/platform/index.ts';
import {
  expiredAnswer,
  FaultProxy,
  failedAnswer,
  graphError,
  throttledAnswer,
  tooSmallAnswer,
} from '../../dev-env/fault-proxy/index.ts';
import { makeApp, makeToken, openShop, person, sha256, TestServer } from '../../dev-env/index.ts';
import { membersOf } from '../graph/caller.ts';
import { conformance, doneOf, type PlatformHost } from './conformance/index.ts';

const host = await graphHost();
after(() => host[Symbol.asyncDispose]());

conformance(host);

test('the layout names columns as Meta does, one alone by its own name, and says what it leaves out', () => {
  const { platform } = host;
  assert.deepEqual(platform.layoutOf(['EMAIL'], { hasValue: false }), {
    schema: ['EMAIL_SHA256'],
    columns: ['EMAIL'],
    leftOut: [],
    isSingleKey: true,
  });
  assert.deepEqual(platform.layoutOf(['EMAIL', 'LOOKALIKE_VALUE', 'TIER'], { hasValue: true }), {
    schema: ['EMAIL', 'LOOKALIKE_VALUE'],
    columns: ['EMAIL', 'LOOKALIKE_VALUE'],
    leftOut: ['TIER'],
    isSingleKey: false,
  });
  assert.ok('unfit' in platform.layoutOf(['UID'], { hasValue: false }));
});

test('rows of several keys are found by their text, too', async () => {
  const { platform } = host;
  const connection = host.connection();
  const made = await platform.createAudience(connection, {
    ...{ name: 'Several keys', description: null, optOutLink: null, isValueBased: false, fileSource: null },
  });
  const cells = [1, 2, 3].map((number) => [sha256(person(number).email), `crm-${number}`]);
  const body = Buffer.from(JSON.stringify([cells[0], [cells[1]?.[0], ''], cells[2]]));
  const rows = { schema: ['EMAIL', 'EXTERN_ID'], isSingleKey: false, body, rowCount: 3 };
  const session = { id: '77', seq: 1, isLast: true, estimatedTotal: 3 };
  const { audienceId } = doneOf(made);
  const answer = doneOf(await platform.send(connection, { ...rows, audienceId, operation: 'add', session }));
  assert.deepEqual(answer.samples, [{ rowIndex: 1, reason: 'empty external ID' }]);
});

/** A Graph server of our own, whose app asks for proofs. */
async function graphHost(): Promise<PlatformHost> {
  const server = await TestServer.start({ people: 50 });
  const shop = await openShop(server);
  const app = await makeApp(server.operator, { require_proof: true });
  const token = await makeToken(server.operator, 'account_write', [shop.accountId], app.id);
  const proxy = await FaultProxy.start(server.url);
  const platform = openPlatform('meta');
  const hasty = openPlatform('meta', { idleMsMax: 2000, wholeMsMax: 2000 });
  return {
    ...{ platform, hasty, proxy },
    connection: (change = {}) => ({
      ...{ accountId: shop.graphId, url: proxy.url, version: 'v24.0', token, appSecret: app.secret },
      pace: new Pace({ clock: Date.now }),
      ...change,
    }),
    rows: (people) => rowsOf(people.map(hashOf)),
    spoiledRows: (people, places) => {
      const cells = people.map(hashOf);
      for (const place of places) cells.splice(place, 0, `spoiled${place}@town.example`);
      return rowsOf(cells);
    },
    members: (audienceId) => membersOf(server.operator, audienceId),
    answers: {
      busy: graphError(400, { message: '(#2650) Failed', code: 2650, error_subcode: 1870145 }),
      expired: expiredAnswer,
      failed: failedAnswer,
      missing: graphError(400, { message: 'Unsupported post request.', code: 100, error_subcode: 33 }),
      'no proof': graphError(400, {
        message: 'Invalid appsecret_proof provided in the API argument',
        code: 100,
      }),
      refused: graphError(400, { message: '(#100) Data is missing or does not match schema: x', code: 100 }),
      'seed too small': graphError(400, {
        message: "(#2654) Source Audience is Too Small: There aren't enough people in your source.",
        code: 2654,
      }),
      'session over': graphError(400, { message: '(#2650) Failed', code: 2650, error_subcode: 1870158 }),
      terms: graphError(400, { message: 'Permissions error', code: 200, error_subcode: 1870090 }),
      throttled: throttledAnswer(shop.graphId, 60),
      'too small': tooSmallAnswer,
    },
    [Symbol.asyncDispose]: async () => {
      platform.close();
      hasty.close();
      await proxy[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

function hashOf(number: number): string {
  return sha256(person(number).email);
}

function rowsOf(cells: readonly string[]): Rows {
  const body = Buffer.from(JSON.stringify(cells));
  return { schema: ['EMAIL_SHA256'], isSingleKey: true, body, rowCount: cells.length };
}
