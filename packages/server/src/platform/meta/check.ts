import type { HttpClient } from '../http/index.ts';
import type { Outcome } from '../outcome.ts';
import type { CallOptions, Connection, Finding } from '../platform.ts';
import { asCount, asList, asRecord, callGraph, type GraphAnswer, termsLink } from './wire/index.ts';

/** What a token needs to change audiences. */
const permission = 'ads_management';

const accountStates: Readonly<Record<number, string>> = {
  2: 'disabled',
  3: 'unsettled',
  7: 'pending a risk review',
  8: 'pending settlement',
  9: 'in its grace period',
  100: 'pending closure',
  101: 'closed',
};

type Body = Readonly<Record<string, unknown>>;

/** Asks for the ad account and for the token; each problem is one finding that says what to do. */
export async function check(
  client: HttpClient,
  connection: Connection,
  options?: CallOptions,
): Promise<readonly Finding[]> {
  const account = await askAccount(client, connection, options);
  if (account.kind !== 'done') return [problemOf(account)];
  const { signal } = options ?? {};
  const token = await askToken(client, connection, signal === undefined ? {} : { signal });
  const { body, version, tier } = account.value;
  return [
    { topic: 'reach', state: 'good', said: 'The address answers as the Graph API does.' },
    accountFinding(body),
    ...tokenFindings(token),
    proofFinding(connection),
    termsFinding(body, connection),
    versionFinding(version, connection),
    limitsFinding(tier),
  ];
}

function askAccount(
  client: HttpClient,
  connection: Connection,
  options?: CallOptions,
): Promise<Outcome<GraphAnswer>> {
  const query = { fields: 'id,name,account_status,tos_accepted,user_tos_accepted' };
  const path = `act_${connection.accountId}`;
  return callGraph(
    client,
    connection,
    { method: 'GET', path, query, kind: 'read', isRepeatable: true },
    options,
  );
}

/** As a POST that means GET, so that the token that is asked about stands in no address. */
function askToken(
  client: HttpClient,
  connection: Connection,
  options: CallOptions,
): Promise<Outcome<GraphAnswer>> {
  const fields = { method: '"get"', input_token: JSON.stringify(connection.token) };
  const call = { method: 'POST', path: 'debug_token', fields, kind: 'read', isRepeatable: true } as const;
  return callGraph(client, connection, call, options);
}

function problemOf(outcome: Exclude<Outcome<GraphAnswer>, { kind: 'done' }>): Finding {
  switch (outcome.kind) {
    case 'reconnect':
      return { topic: /proof/.test(outcome.said) ? 'proof' : 'token', state: 'missing', said: outcome.said };
    case 'terms':
      return { topic: 'terms', state: 'missing', said: outcome.said, link: outcome.link };
    case 'permanent':
      return {
        topic: 'account',
        state: 'missing',
        said: outcome.isMissing
          ? `The ad account is not there, or the token does not open it. Look at its Graph id, and at the token. ${outcome.said}`
          : outcome.said,
      };
    case 'wait':
      return { topic: 'limits', state: 'unknown', said: `${outcome.said} Check again later.` };
    default:
      return { topic: 'reach', state: 'missing', said: outcome.said };
  }
}

function accountFinding({ account_status: status }: Body): Finding {
  const state = accountStates[asCount(status) ?? 1];
  return state === undefined
    ? { topic: 'account', state: 'good', said: 'The token opens the ad account.' }
    : { topic: 'account', state: 'missing', said: `The ad account is ${state}. Mend that in Ads Manager.` };
}

function tokenFindings(token: Outcome<GraphAnswer>): Finding[] {
  if (token.kind !== 'done') {
    const said = `Whose token it is and what it may do could not be asked. ${token.said}`;
    return [{ topic: 'permission', state: 'unknown', said }];
  }
  const { is_valid: isValid, expires_at: expires, scopes } = asRecord(token.value.body['data']);
  if (isValid === false) {
    return [
      {
        topic: 'token',
        state: 'missing',
        said: 'The token is not valid any more. Give the account a new one.',
      },
    ];
  }
  return [expiryFinding(asCount(expires) ?? 0), permissionFinding(asList(scopes))];
}

function expiryFinding(seconds: number): Finding {
  if (seconds === 0)
    return { topic: 'token', state: 'good', said: 'The token is valid and does not expire.' };
  const day = new Date(seconds * 1000).toISOString().slice(0, 10);
  const said = `The token is valid until ${day}. Give the account another one before; that of a system user does not expire.`;
  return { topic: 'token', state: 'good', said };
}

function permissionFinding(scopes: readonly unknown[]): Finding {
  if (scopes.length === 0) {
    return {
      topic: 'permission',
      state: 'unknown',
      said: `Whether the token has ${permission} is not told.`,
    };
  }
  return scopes.includes(permission)
    ? { topic: 'permission', state: 'good', said: `The token has ${permission}.` }
    : {
        topic: 'permission',
        state: 'missing',
        said: `The token lacks ${permission}. Make one that has it, and give that to the account.`,
      };
}

/** A wrong one is refused with every call, so it is right when anything was answered. */
function proofFinding({ appSecret }: Connection): Finding {
  return appSecret === null
    ? {
        topic: 'proof',
        state: 'good',
        said: 'No app secret is set, and the app asks for none. With one, a stolen token is worth nothing.',
      }
    : { topic: 'proof', state: 'good', said: 'The secret of the app is the right one.' };
}

function termsFinding(
  { tos_accepted: accepted, user_tos_accepted: byUser }: Body,
  { accountId }: Connection,
): Finding {
  const states = [accepted, byUser].map((each) => asCount(asRecord(each)['custom_audience_tos']));
  if (states.includes(1)) {
    return { topic: 'terms', state: 'good', said: 'The terms for custom audiences are accepted.' };
  }
  if (accepted === undefined && byUser === undefined) {
    return {
      topic: 'terms',
      state: 'unknown',
      said: 'Whether the terms for custom audiences are accepted is not told.',
    };
  }
  const said = 'The terms for custom audiences are not accepted for this ad account. Accept them there.';
  return { topic: 'terms', state: 'missing', said, link: termsLink(accountId) };
}

/** A version that is no longer served is answered by the oldest that is. */
function versionFinding(answered: string | null, { version }: Connection): Finding {
  if (answered === null)
    return { topic: 'version', state: 'unknown', said: 'Which version answers is not told.' };
  return answered === version
    ? { topic: 'version', state: 'good', said: `The version ${version} is served.` }
    : {
        topic: 'version',
        state: 'missing',
        said: `The version ${version} is not served any more: ${answered.slice(0, 10)} answers. Set that or a newer one.`,
      };
}

function limitsFinding(tier: string | null): Finding {
  if (tier === 'development_access') {
    return {
      topic: 'limits',
      state: 'missing',
      said: 'The app has development access: 20 batches in five minutes, 2.4 million rows in an hour. Ask for standard access.',
    };
  }
  return tier === 'standard_access'
    ? { topic: 'limits', state: 'good', said: 'The app has standard access.' }
    : { topic: 'limits', state: 'unknown', said: 'How many calls are allowed is not told.' };
}
