import { shownText } from '../../shown-text.ts';
import { asNumber, asRecord, asText } from './read.ts';

/** The class of an error, before anything is known of the call that it answered. */
export type ErrorClass =
  | { readonly kind: 'retry' | 'wait' | 'busy' | 'reconnect' | 'terms' | 'parked' }
  | {
      readonly kind: 'permanent';
      readonly scope: 'request' | 'session' | 'audience';
      readonly isMissing: boolean;
    };

export interface GraphFault {
  readonly code: number;
  readonly subcode: number | null;
  readonly of: ErrorClass;
  /** A sentence: what it means and what to do, then what the platform says. */
  readonly said: string;
}

interface Rule {
  readonly codes: readonly number[];
  /** Of none named, every one. */
  readonly subcodes?: readonly number[];
  /** In the message, where code and subcode do not tell. */
  readonly text?: RegExp;
  readonly of: ErrorClass;
  readonly said: string;
}

const retry: ErrorClass = { kind: 'retry' };
const wait: ErrorClass = { kind: 'wait' };
const busy: ErrorClass = { kind: 'busy' };
const reconnect: ErrorClass = { kind: 'reconnect' };
const terms: ErrorClass = { kind: 'terms' };
const missing: ErrorClass = { kind: 'permanent', scope: 'audience', isMissing: true };
const ofRequest: ErrorClass = { kind: 'permanent', scope: 'request', isMissing: false };
const ofSession: ErrorClass = { kind: 'permanent', scope: 'session', isMissing: false };
const ofAudience: ErrorClass = { kind: 'permanent', scope: 'audience', isMissing: false };

/** The first that fits is meant (specification 5.2, 5.3, 7; the Marketing API's error reference). */
const rules: readonly Rule[] = [
  { codes: [4, 17, 32, 613], of: wait, said: 'Meta limits calls and asks for patience.' },
  { codes: [341], of: wait, said: 'Meta limits this app for a while.' },
  { codes: [368], of: wait, said: 'Meta has blocked the account for a while because of its policies.' },
  // 80000 to 80014, each a use case.
  {
    codes: Array.from({ length: 15 }, (_, place) => 80_000 + place),
    of: wait,
    said: 'The calls of the ad account are spent for this hour.',
  },
  {
    codes: [190],
    of: reconnect,
    said: 'The token is not valid any more. Give the account a new one.',
  },
  {
    codes: [102, 104, 2500],
    text: /token|session/i,
    of: reconnect,
    said: 'The token was not accepted. Give the account a new one.',
  },
  {
    codes: [100],
    text: /appsecret_proof/,
    of: reconnect,
    said: "The proof of the app's secret is missing or wrong. Give the account the secret of the app that its token belongs to.",
  },
  {
    codes: [10, 270, 294],
    of: reconnect,
    said: 'The token lacks a permission. It needs ads_management, and write access to the ad account.',
  },
  { codes: [2635], of: reconnect, said: 'The version of the API is no longer served. Set a newer one.' },
  {
    codes: [200, 2654],
    subcodes: [1870050, 1713092, 1870065],
    of: reconnect,
    said: 'The token may not change audiences of this ad account. Give its owner write access to the account, in the same business.',
  },
  {
    codes: [200],
    subcodes: [1870034, 1870090, 1870092],
    of: terms,
    said: 'The terms for custom audiences are not accepted.',
  },
  { codes: [2655, 2663], of: terms, said: 'The terms for custom audiences are not accepted.' },
  {
    codes: [200],
    subcodes: [1870047],
    of: { kind: 'parked' },
    said: 'The audience is too small to take people out of it.',
  },
  // Of a lookalike; its subcode is not public.
  {
    codes: [2654],
    text: /source audience is too small/i,
    of: { kind: 'parked' },
    said: 'The seed has too few people in these countries.',
  },
  {
    codes: [100, 803],
    subcodes: [33],
    of: missing,
    said: 'The object is not there, or the token does not open it.',
  },
  { codes: [803], of: missing, said: 'The object is not there.' },
  {
    codes: [100, 200, 2654],
    subcodes: [1487301, 1487366],
    of: missing,
    said: 'The audience was deleted, or is not shared with this account.',
  },
  {
    codes: [100],
    text: /^\(#100\) Missing permissions/,
    of: reconnect,
    said: 'The token does not open this ad account.',
  },
  {
    codes: [100],
    subcodes: [1713228, 1713230, 1713231, 1713232],
    of: ofAudience,
    said: 'Meta has blocked changes of this audience because of its policies. Look at it in Ads Manager.',
  },
  { codes: [2650], subcodes: [1870145], of: busy, said: 'Another update of the audience is running.' },
  {
    codes: [2650],
    subcodes: [1870144],
    of: ofAudience,
    said: 'An audience of 100 million people or more cannot be replaced.',
  },
  {
    codes: [2650],
    subcodes: [1870158],
    of: ofSession,
    said: 'The replace took longer than its 90 minutes: the audience has what had arrived by then.',
  },
  { codes: [2650], subcodes: [1870159], of: ofSession, said: 'The session has ended.' },
  { codes: [2650], subcodes: [1870147], of: ofSession, said: 'The replace has not begun at Meta.' },
  {
    codes: [2650],
    subcodes: [1870148],
    of: ofSession,
    said: 'Meta could not update the audience with this session.',
  },
  { codes: [2650], of: ofSession, said: 'Meta refuses this list for this audience.' },
  { codes: [105], of: ofRequest, said: 'The request has too many rows.' },
  { codes: [2656], of: ofAudience, said: 'The audience has lookalikes. Delete them first.' },
  { codes: [200], of: ofAudience, said: 'The token may not change this audience.' },
  { codes: [1, 2], of: retry, said: 'Meta has failed for a moment.' },
];

/** Reads the `error` of an answer. What is not known is permanent, unless Meta says that it will pass. */
export function faultOf(error: Readonly<Record<string, unknown>>): GraphFault {
  const code = asNumber(error['code']) ?? 0;
  const subcode = asNumber(error['error_subcode']);
  const message = asText(error['message']) ?? '';
  const rule = rules.find(
    ({ codes, subcodes, text }) =>
      codes.includes(code) &&
      (subcodes === undefined || (subcode !== null && subcodes.includes(subcode))) &&
      (text === undefined || text.test(message)),
  );
  const { of, said } = rule ?? (error['is_transient'] === true ? unknownPassing : unknown);
  const name = subcode === null ? String(code) : `${code}/${subcode}`;
  return { code, subcode, of, said: `${said} Meta says (${name}): ${shownText(textOf(error))}` };
}

const unknown = { of: ofRequest, said: 'Meta refuses this request.' };
const unknownPassing = { of: retry, said: 'Meta has failed for a moment.' };

/** Where the terms are accepted. */
export function termsLink(accountId: string): string {
  return `https://business.facebook.com/ads/manage/customaudiences/tos/?act=${accountId}`;
}

/** What is written for people is clearer than `message`, where there is any. */
function textOf(error: Readonly<Record<string, unknown>>): string {
  const { error_user_title: title, error_user_msg: forPeople, message } = asRecord(error);
  const texts = [asText(title), asText(forPeople)].filter((text) => text !== null && text !== '');
  return texts.length > 0 ? texts.join(': ') : (asText(message) ?? 'nothing');
}
