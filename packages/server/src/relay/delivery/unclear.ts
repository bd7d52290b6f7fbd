import { hasArrived } from '../../platform/index.ts';
import type { OpenBatch, Relay } from '../outbox/index.ts';
import type { Address, CourierOptions } from './courier.ts';
import type { CourierEnd } from './end.ts';

type Options = Pick<CourierOptions, 'outbox' | 'platform' | 'connections'>;

/** Whether what was unclear arrived: by what the platform has counted of its session, else it goes again. */
export async function resolveUnclear(
  options: Options,
  relay: Relay,
  address: Address,
  unclear: readonly OpenBatch[],
): Promise<CourierEnd | null> {
  for (const [sessionId, batches] of Map.groupBy(unclear, (batch) => batch.sessionId)) {
    const end = await resolveSession(options, relay, address, { sessionId, batches });
    if (end !== null) return end;
  }
  return null;
}

async function resolveSession(
  { outbox, platform, connections }: Options,
  relay: Relay,
  { connection, remoteId, record }: Address,
  { sessionId, batches }: { readonly sessionId: string | null; readonly batches: readonly OpenBatch[] },
): Promise<CourierEnd | null> {
  const again = async (resent: boolean) => {
    for (const { seq } of batches) await outbox.markWaiting(relay.id, seq, null, { spared: false, resent });
    return null;
  };
  if (sessionId === null || remoteId === null) return again(true);
  const asked = await platform.session(connection, remoteId, sessionId);
  if (asked.kind === 'wait') return asked;
  if (asked.kind !== 'done') {
    const isPaused = await connections.pauseFor(record, asked);
    return isPaused ? { kind: 'paused', said: asked.said } : again(true);
  }
  const rowCount = batches.reduce((sum, { rows, withheld }) => sum + rows - withheld, 0);
  const receivedBefore = await outbox.rowsOfSession(relay.id, sessionId);
  if (receivedBefore === null) return again(true);
  const arrived = hasArrived({ rowCount, receivedBefore }, asked.value);
  if (arrived !== true || asked.value === null) return again(arrived === null);
  const total = { received: asked.value.received, invalid: asked.value.invalid };
  for (const { seq, withheld } of batches) {
    await outbox.acknowledge(relay.id, seq, { invalid: null, unnamed: 0, total, withheld, samples: [] });
  }
  return null;
}
