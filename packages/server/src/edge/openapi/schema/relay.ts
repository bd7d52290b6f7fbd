import { relayStates } from '@kindred/contract';
import type { JsonObject } from '../json.ts';
import { flag, listOf, object, oneOf, orNull, ref, text, time, whole } from './parts.ts';

const batchCounts = ['all', 'acknowledged', 'waiting', 'unclear', 'parked', 'set_aside', 'sent_again'];
const rowCounts = [
  'relayed',
  'refused',
  'withheld',
  'set_aside',
  'parked',
  'waiting',
  'unchanged',
  'taken_out',
];

const numbers = (names: readonly string[]) => object(Object.fromEntries(names.map((name) => [name, whole])));

/** Ad accounts at a platform, and what is on its way there. */
export const relaySchemas: JsonObject = {
  RelayReport: object({
    state: oneOf(relayStates),
    say: text,
    batches: numbers(batchCounts),
    rows: numbers(rowCounts),
    rows_per_second: orNull(whole),
    finish_at: orNull(time),
    refused_samples: listOf(object({ line: orNull(whole), reason: text })),
    refused_unnamed: whole,
    set_aside: listOf(object({ batches: whole, rows: whole, code: orNull(whole), say: text })),
  }),
  Connection: object({
    fb_ad_account_id: whole,
    fb_id: text,
    state: oneOf(['connected', 'paused']),
    why: orNull(oneOf(['reconnect', 'terms'])),
    say: orNull(text),
    link: orNull(text),
    wait_until: orNull(time),
    api_version: text,
    graph_url: text,
    has_app_secret: flag,
    connected_at: time,
  }),
  ConnectionCheck: object({
    good: flag,
    findings: listOf(
      object({
        topic: text,
        state: oneOf(['good', 'missing', 'unknown']),
        say: text,
        link: orNull(text),
      }),
    ),
    connection: ref('Connection'),
  }),
  Relay: object({
    accounts: listOf(
      object({
        name: text,
        connection: ref('Connection'),
        pace: orNull({ type: 'number' }),
        uploads: listOf(object({ id: whole, audience_id: whole, relay: orNull(ref('RelayReport')) })),
      }),
    ),
  }),
};
