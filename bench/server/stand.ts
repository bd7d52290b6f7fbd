import { Api } from './api.ts';
import { importPeople } from './import-people.ts';
import { ProcessGauge } from './process-gauge.ts';
import { startServer } from './server.ts';

/** A server with a population and an ad account, ready to be measured. */
export interface Stand extends AsyncDisposable {
  readonly api: Api;
  readonly accountId: number;
  readonly gauge: ProcessGauge;
}

/** Starts a server in `directory` and imports the people of a CSV file with the columns id and email. */
export async function setUpStand(
  directory: string,
  populationPath: string,
  population: number,
): Promise<Stand> {
  const server = await startServer(directory);
  const api = new Api(server);
  try {
    const answer = (await api.postJson('/fb_ad_accounts', { name: 'Bench' })) as {
      fb_ad_account: { id: number };
    };
    await importPeople(api, populationPath, population);
    return {
      api,
      accountId: answer.fb_ad_account.id,
      gauge: new ProcessGauge(server.pid),
      [Symbol.asyncDispose]: async () => {
        api.close();
        await server[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    api.close();
    await server[Symbol.asyncDispose]();
    throw error;
  }
}
