import { createReadStream } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { inputOfModule } from '../kit/child.ts';

export interface ScriptInput {
  readonly url: string;
  readonly uploadPath: string;
  /** Requests under way at once. */
  readonly atOnce: number;
}

export interface ScriptRun {
  readonly seconds: number;
  readonly rows: number;
}

interface Sdk {
  readonly FacebookAdsApi: { init(token: string): unknown };
  readonly CustomAudience: new (
    id: string,
  ) => {
    createUser(fields: readonly string[], given: Record<string, unknown>): Promise<unknown>;
  };
}

const rowsPerRequest = 10_000;

/** What people write with Meta's own SDK: a line is a row, 10 000 of them a request, each awaited. */
async function upload({ url, uploadPath, atOnce }: ScriptInput): Promise<ScriptRun> {
  const sdk = createRequire(import.meta.url)('facebook-nodejs-business-sdk') as Sdk;
  Object.defineProperty(sdk.FacebookAdsApi, 'GRAPH', { get: () => url, configurable: true });
  sdk.FacebookAdsApi.init('token');
  const audience = new sdk.CustomAudience('23850000000000001');
  const startMs = performance.now();
  const requests = requestsOf(uploadPath);
  let rows = 0;
  let seq = 0;
  const worker = async () => {
    for (let next = await requests.next(); next.done !== true; next = await requests.next()) {
      seq += 1;
      const session = { session_id: 1, batch_seq: seq, last_batch_flag: false };
      await audience.createUser([], { payload: { schema: 'EMAIL_SHA256', data: next.value }, session });
      rows += next.value.length;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return { seconds: (performance.now() - startMs) / 1000, rows };
}

async function* requestsOf(path: string): AsyncGenerator<string[]> {
  let rows: string[] = [];
  for await (const line of createInterface({ input: createReadStream(path) })) {
    if (line === '') continue;
    rows.push(line);
    if (rows.length < rowsPerRequest) continue;
    yield rows;
    rows = [];
  }
  if (rows.length > 0) yield rows;
}

console.log(JSON.stringify(await upload(inputOfModule<ScriptInput>())));
