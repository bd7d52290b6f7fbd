import { HttpClient, type HttpTimes } from '../http/index.ts';
import type { Platform } from '../platform.ts';
import * as audiences from './audiences.ts';
import { check } from './check.ts';
import { layoutOf } from './layout.ts';
import * as members from './members.ts';

/** Custom audiences at Meta, by its Graph API (Marketing API). */
export function openMeta(times: Partial<HttpTimes> = {}): Platform {
  const client = new HttpClient(times);
  return {
    name: 'meta',
    traits: {
      rowsPerBatchMax: 10_000,
      bodyBytesMax: 48 * 1024 * 1024,
      idsPerReadMax: 50,
      replaceWindowMs: 90 * 60_000,
      replaceMembersMax: 100_000_000,
      replaceBeginsAlone: true,
      url: 'https://graph.facebook.com',
      version: 'v24.0',
    },
    layoutOf,
    check: (connection, options) => check(client, connection, options),
    createAudience: (connection, wish, options) =>
      audiences.createAudience(client, connection, wish, options),
    createLookalike: (connection, wish, options) =>
      audiences.createLookalike(client, connection, wish, options),
    updateAudience: (connection, audienceId, change, options) =>
      audiences.updateAudience(client, connection, { audienceId, change }, options),
    deleteAudience: (connection, audienceId, options) =>
      audiences.deleteAudience(client, connection, audienceId, options),
    readAudiences: (connection, audienceIds, options) =>
      audiences.readAudiences(client, connection, audienceIds, options),
    findAudiences: (connection, name, options) => audiences.findAudiences(client, connection, name, options),
    send: (connection, batch, options) => members.sendBatch(client, connection, batch, options),
    session: (connection, audienceId, sessionId, options) =>
      members.sessionCounts(client, connection, { audienceId, sessionId }, options),
    forget: (connection, rows, options) => members.forget(client, connection, rows, options),
    close: () => client.close(),
  };
}
