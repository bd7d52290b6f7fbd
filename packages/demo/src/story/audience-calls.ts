import { relative } from 'node:path';
import {
  type AdAccount,
  type Client,
  followUpload,
  funnelPicture,
  funnelTable,
  rejectsText,
  showAudience,
  sizeText,
  thousands,
  type View,
  WorkFailed,
} from '@kindred/cli';
import type { CustomAudience, UploadReport } from '@kindred/contract';
import { type Call, carryOut, curlText, type Reply, replyText } from '../call/index.ts';
import type { Lists } from '../list/index.ts';
import { complaintsAbout, complaintsAboutSize } from './check.ts';
import { fileNames, type Setting } from './setting.ts';

interface AudienceSetting extends Setting {
  readonly operator: Client;
  readonly account: AdAccount;
  readonly accountToken: string;
  readonly lists: Lists;
}

interface Shown {
  readonly audienceId: number;
  readonly complaints: readonly string[];
}

/** The calls of the API's documents: create, add, list, get. What came of each file is followed and checked. */
export async function audienceCalls(setting: AudienceSetting): Promise<Shown> {
  const { stage, account, lists } = setting;
  const created = await stage.step('a custom audience is created from the first file', () =>
    sendFile(setting, createCall(account), reportText),
  );
  const { audience } = created;
  const added = await stage.step('people of the second file are added', () =>
    sendFile(setting, addCall(account, audience), funnelPicture),
  );
  await stage.step('audiences are listed, and one is read', async () => {
    await show(setting, get(`/custom_audiences?fb_ad_account_id=${account.fb_id}`));
    await show(setting, get(`/custom_audiences/${audience.fb_id}`));
  });
  const people = (created.report.funnel.newly_added ?? 0) + (added.report.funnel.newly_added ?? 0);
  const sized = await stage.step('its size', () => showSize(setting, audience, people));
  const complaints = [
    ...complaintsAbout(created.report, lists.spending),
    ...complaintsAbout(added.report, lists.further),
    ...sized,
  ];
  return { audienceId: audience.id, complaints };
}

const get = (path: string): Call => ({ method: 'GET', path, fields: [], file: null });

function createCall(account: AdAccount): Call {
  return {
    method: 'POST',
    path: '/custom_audiences',
    fields: [
      ['fb_ad_account_id', account.fb_id],
      ['name', 'Spending users'],
      ['subtype', 'CUSTOM'],
      ['description', 'Users who bought something on my site'],
      ['opt_out_link', 'http://www.myshop.com/opt_out'],
      ['user_type', 'email_hash'],
    ],
    file: fileNames.spending,
  };
}

function addCall(account: AdAccount, audience: CustomAudience): Call {
  return {
    method: 'PUT',
    path: `/custom_audiences/${audience.fb_id}`,
    fields: [
      ['fb_ad_account_id', account.fb_id],
      ['user_type', 'email_hash'],
    ],
    file: fileNames.further,
  };
}

async function sendFile(
  setting: AudienceSetting,
  call: Call,
  text: (report: UploadReport, view: View) => string,
): Promise<{ readonly audience: CustomAudience; readonly report: UploadReport }> {
  const reply = await show(setting, call);
  const uploadId = reply.headers.get('x-upload-id');
  if (uploadId === undefined) throw new WorkFailed('The answer has no header X-Upload-Id.');
  const report = await follow(setting, uploadId);
  setting.stage.say(`\n${text(report, setting.stage.view)}`);
  const { fb_custom_audience } = JSON.parse(reply.body) as { readonly fb_custom_audience: CustomAudience };
  return { audience: fb_custom_audience, report };
}

/** The table, the picture, and what was wrong in the file. */
function reportText(report: UploadReport, view: View): string {
  return [funnelTable(report, view), funnelPicture(report, view), rejectsText(report, view, 1)].join('\n\n');
}

/** Prints the call, carries it out, prints the answer. Throws WorkFailed when it is a refusal. */
async function show(setting: AudienceSetting, call: Call): Promise<Reply> {
  const { stage, url, accountToken, directory } = setting;
  const target = { url, token: accountToken };
  // As it works from where the reader stands, who may want to paste it.
  stage.say(`\n${curlText(call, target, relative(process.cwd(), directory.path))}\n`);
  const reply = await carryOut(call, target, directory.path);
  stage.say(stage.view.paint.dim(replyText(reply)));
  if (reply.status >= 300) throw new WorkFailed(`The server refused ${call.method} ${call.path}.`);
  return reply;
}

/** As the operator sees it, whose counts of people are exact. */
async function follow({ stage, operator }: AudienceSetting, uploadId: string): Promise<UploadReport> {
  stage.say('');
  const shown = stage.progress({ label: 'matching', unit: 'share', total: 1 });
  try {
    return await followUpload(operator, uploadId, (report) => shown.at(report.progress));
  } finally {
    shown.end();
  }
}

/** Bounds for the account, the true number for the operator. */
async function showSize(
  setting: AudienceSetting,
  audience: CustomAudience,
  people: number,
): Promise<string[]> {
  const { stage, operator } = setting;
  const fields =
    'approximate_count_lower_bound,approximate_count_upper_bound,operation_status,delivery_status';
  await show(setting, get(`/custom_audiences/${audience.fb_id}?fields=${fields}`));
  const state = await showAudience(operator, audience.id);
  const exact = thousands(state.exact_count ?? people);
  stage.say(`\n   an advertiser sees ${sizeText(state)}; the operator knows of ${exact}`);
  return complaintsAboutSize(state, people);
}
