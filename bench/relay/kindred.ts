import type { UploadReport } from '@kindred/contract';
import { pauseSince } from '../kit/pause.ts';
import type { UploadFile } from '../made-people/people-files.ts';
import { Api, ProcessGauge, startServer, timeUpload, type UploadSeconds } from '../server/index.ts';

/** It is done with the verdict about its last batch. */
export interface Relayed extends UploadSeconds {
  readonly relayed: number;
  readonly peakMebibytes: number;
}

/** A server whose ad account lives at the responder. */
export interface RelayStand extends AsyncDisposable {
  relay(file: UploadFile): Promise<Relayed>;
}

export async function setUpRelay(directory: string, graphUrl: string): Promise<RelayStand> {
  const server = await startServer(directory);
  const api = new Api(server);
  const gauge = new ProcessGauge(server.pid);
  const accountId = await connect(api, graphUrl);
  return {
    relay: async (file) => {
      gauge.resetPeak();
      const run = await relayFile(api, accountId, file);
      return { ...run, peakMebibytes: gauge.peakMebibytes() };
    },
    [Symbol.asyncDispose]: async () => {
      api.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

async function connect(api: Api, graphUrl: string): Promise<number> {
  const made = (await api.postJson('/fb_ad_accounts', {
    ...{ name: 'Bench', platform: 'meta', fb_id: '1234567890' },
  })) as { readonly fb_ad_account: { readonly id: number } };
  const { id } = made.fb_ad_account;
  await api.putJson(`/fb_ad_accounts/${id}/connection`, { access_token: 'token', graph_url: graphUrl });
  return id;
}

async function relayFile(
  api: Api,
  accountId: number,
  file: UploadFile,
): Promise<Omit<Relayed, 'peakMebibytes'>> {
  const startMs = performance.now();
  const { done: upload, ...seconds } = await timeUpload(api, accountId, file, ({ uploadId }) =>
    relayedUpload(api, uploadId, startMs),
  );
  return { ...seconds, relayed: upload.relay?.rows.relayed ?? 0 };
}

/** Waits until every batch has its verdict; throws when they are not all good. */
async function relayedUpload(api: Api, uploadId: string, startMs: number): Promise<UploadReport> {
  for (;;) {
    const { upload } = (await api.get(`/uploads/${uploadId}`)) as { readonly upload: UploadReport };
    if (upload.error !== null) throw new Error(upload.error);
    if (upload.relay?.state === 'ended') {
      const { refused, set_aside: setAside, waiting } = upload.relay.rows;
      if (refused + setAside + waiting > 0) throw new Error(JSON.stringify(upload.relay));
      return upload;
    }
    await pauseSince(startMs);
  }
}
