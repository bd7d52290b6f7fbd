import { limits, operations, userTypes } from '@kindred/contract';
import type { Param } from '../requests/params.ts';

const id = (value: string) => (/^(act_)?[0-9]{1,19}$/.test(value) ? null : 'must be a number');

export const adAccountParam: Param = {
  name: 'fb_ad_account_id',
  say: 'The ad account: its Graph id, with or without act_, or its local id.',
  required: true,
  charsMax: 32,
  check: id,
  example: '22',
};

export const nameParam: Param = {
  name: 'name',
  say: 'Name of the custom audience.',
  required: true,
  charsMax: limits.audience_name_chars_max,
  example: 'Spending users',
};

export const descriptionParam: Param = {
  name: 'description',
  say: 'A text description of the custom audience.',
  required: false,
  charsMax: limits.audience_description_chars_max,
  example: 'Users who bought something on my site',
};

export const optOutLinkParam: Param = {
  name: 'opt_out_link',
  say: 'Where people can choose not to be targeted.',
  required: false,
  charsMax: limits.opt_out_link_chars_max,
  check: (value) => (isWebAddress(value) ? null : 'must be an http or https address'),
  example: 'http://www.myshop.com/opt_out',
};

export const subtypeParam: Param = {
  name: 'subtype',
  say: 'CUSTOM for a file of people. With it the answer has the form of May 2014, without it that of April 2014.',
  required: false,
  charsMax: 32,
  choices: ['CUSTOM'],
  example: 'CUSTOM',
};

export const userTypeParam: Param = {
  name: 'user_type',
  say: 'What each line of the file is. Absent: the first line of the file names columns of the Graph schema.',
  required: false,
  charsMax: 64,
  choices: Object.keys(userTypes),
  example: 'email_hash',
};

export const operationParam: Param = {
  name: 'operation',
  say: 'add puts the people in, remove takes them out, replace makes them the whole audience; mirror does the same and sends a platform only what differs from the last mirror.',
  required: false,
  charsMax: 16,
  choices: operations,
  example: 'add',
};

export const fileSourceParam: Param = {
  name: 'customer_file_source',
  say: 'Of an audience at Meta: from whom the list comes. Absent: from the people themselves.',
  required: false,
  charsMax: 64,
  choices: ['USER_PROVIDED_ONLY', 'PARTNER_PROVIDED_ONLY', 'BOTH_USER_AND_PARTNER_PROVIDED'],
  example: 'USER_PROVIDED_ONLY',
};

export const pageParam: Param = {
  name: 'page',
  say: 'Page of the list, counted from 1; 10 a page.',
  required: false,
  charsMax: 9,
  check: (value) => (/^[1-9][0-9]*$/.test(value) ? null : 'must be a whole number from 1'),
  example: '1',
};

export const sessionParam: Param = {
  name: 'session_id',
  say: 'Only uploads with rows of this upload session of the Graph API; known for a day.',
  required: false,
  charsMax: 19,
  check: (value) => (/^[0-9]+$/.test(value) ? null : 'must be a number'),
  example: '653573199724136401',
};

function isWebAddress(value: string): boolean {
  const url = URL.parse(value);
  return url !== null && (url.protocol === 'http:' || url.protocol === 'https:');
}
