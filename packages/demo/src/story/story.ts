import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AdAccount,
  type Client,
  createAccount,
  createClient,
  createToken,
  thousands,
} from '@kindred/cli';
import { type Lists, makeLists } from '../list/index.ts';
import type { Directory } from '../server/directory.ts';
import type { Stage } from '../stage.ts';
import { audienceCalls } from './audience-calls.ts';
import { importPopulation } from './import-population.ts';
import { fileNames, type Setting } from './setting.ts';

export interface Outcome {
  readonly operatorToken: string;
  readonly accountToken: string;
  readonly account: AdAccount;
  readonly audienceId: number;
  readonly directory: Directory;
  /** What is not as it should be; empty when all is well. */
  readonly complaints: readonly string[];
}

/** The Graph id of the ad account in the API's documents. */
const documentedAccount = '22';

/** From an empty server to a matched, sized audience. */
export async function tellStory(setting: Setting): Promise<Outcome> {
  const { stage, options, operatorToken, url } = setting;
  const operator = createClient({ url, token: operatorToken });
  stage.say(`   it listens on ${url}${portNote(url, options.port)}`);
  const population = { seed: options.seed, people: options.people };
  await stage.step(`a population of ${thousands(options.people)} people is imported`, () =>
    importPopulation(operator, population, setting),
  );
  const { account, accountToken } = await stage.step('an ad account and a token for it', () =>
    makeAccount(operator, stage),
  );
  const lists = await stage.step('two files of hashed people are written', async () => writeLists(setting));
  const shown = await audienceCalls({ ...setting, operator, account, accountToken, lists });
  return { operatorToken, accountToken, account, directory: setting.directory, ...shown };
}

function portNote(url: string, wanted: number): string {
  return wanted === 0 || new URL(url).port === String(wanted) ? '' : `, for port ${wanted} is taken`;
}

async function makeAccount(operator: Client, stage: Stage) {
  const account = await createAccount(operator, { name: 'The Shop', fb_id: documentedAccount });
  const made = await createToken(operator, {
    name: 'the shop, sending lists',
    role: 'account_write',
    fb_ad_account_ids: [account.fb_id],
  });
  stage.say(`   ad account ${account.fb_id} "${account.name}", a token with the role ${made.token.role}`);
  return { account, accountToken: made.access_token };
}

function writeLists({ options, directory, stage }: Setting): Lists {
  const lists = makeLists({ seed: options.seed, people: options.people }, options.rows);
  for (const which of ['spending', 'further'] as const) {
    const { text, plan } = lists[which];
    writeFileSync(join(directory.path, fileNames[which]), text);
    stage.say(
      `   ${fileNames[which]}: ${thousands(plan.lines)} lines, ${thousands(plan.known)} of people we know`,
    );
  }
  return lists;
}
