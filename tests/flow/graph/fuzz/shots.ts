import { gzipSync } from 'node:zlib';
import { emailHashes, fields, formOf, type MadeApp, person, proofOf } from '../../../dev-env/index.ts';
import { formText, type Values } from '../caller.ts';
import type { Shot } from './mutate.ts';

export interface Target {
  readonly token: string;
  /** The app that the token belongs to. */
  readonly app: MadeApp;
  readonly account: string;
  readonly audience: string;
  /** An audience and an ad account of somebody else. */
  readonly foreignAudience: string;
  readonly foreignAccount: string;
}

const [ada, bob] = [person(1), person(2)];
const single = { schema: 'EMAIL_SHA256', data: emailHashes(1, 5) };
const multi = {
  schema: ['EXTERN_ID', 'EMAIL', 'UID', 'LOOKALIKE_VALUE'],
  data: [
    [ada.externId, emailHashes(1, 1)[0], Number(ada.uid), 1.5],
    [bob.externId, '', bob.uid, '2'],
  ],
};
const restricted = {
  schema: ['MADID', 'DATA_PROCESSING_OPTIONS'],
  data: [[ada.madid, ['LDU']], [bob.madid]],
  is_raw: true,
};

const created = {
  name: 'Made',
  subtype: 'CUSTOM',
  customer_file_source: 'USER_PROVIDED_ONLY',
  description: 'x',
  retention_days: 30,
};

const bracketed =
  'payload[schema][]=EMAIL&payload[data][0][]=x&payload[data][1][]=y&session[session_id]=5&session[batch_seq]=1';

/** Calls of every endpoint in every encoding that clients use, all of them well made. */
export function shotsAt(target: Target, session: number): readonly Shot[] {
  return [...reads(target, session), ...changes(target), ...updates(target, session), ...batches(target)];
}

function reads(target: Target, session: number): readonly Shot[] {
  const { account, app, audience, foreignAccount, foreignAudience } = target;
  const node = `/v25.0/${audience}`;
  const edge = `/v24.0/act_${account}/customaudiences`;
  return [
    get(target, node, { fields: 'id,name,operation_status{code},account_id,data_source' }),
    get(target, edge, {
      fields: 'name,subtype',
      limit: 3,
      summary: true,
      filtering: [{ field: 'name', operator: 'CONTAIN', value: 'a' }],
    }),
    get(target, edge, { after: 'MTIzZD', before: '', limit: '2' }),
    get(target, `/act_${account}`, { fields: ['name', 'customaudiences.limit(2){id,name}'] }),
    get(target, '/v25.0/', { ids: `${audience},act_${account}`, fields: 'id' }),
    get(target, `${node}/sessions`, { session_id: session, limit: 2 }),
    get(target, `${node}/adaccounts`, { fields: 'name,account_id', permissions: 'targeting', limit: 1 }),
    get(target, `${node}/shared_account_info`, {}),
    get(target, node, { fields: 'shared_account_info,adaccounts{name}', ad_account_id: account }),
    get(target, '/me/adaccounts', { fields: 'name' }),
    get(target, '/v21.0/me', {}),
    get(target, '/debug_token', { input_token: target.token }),
    get(target, node, { fields: 'name', appsecret_proof: proofOf(app, target.token) }),
    get(target, '/v25.0/app', { fields: 'name' }),
    get(target, '/v25.0/debug_token', {
      input_token: target.token,
      access_token: `${app.id}|${app.secret}`,
    }),
    get(target, '/v25.0/oauth/access_token', {
      grant_type: 'client_credentials',
      client_id: app.id,
      client_secret: app.secret,
    }),
    get(target, `/v25.0/${foreignAudience}`, { fields: 'name' }),
    get(target, `/v25.0/act_${foreignAccount}/customaudiences`, { fields: 'name' }),
  ];
}

function changes(target: Target): readonly Shot[] {
  const { account, audience, foreignAccount } = target;
  const node = `/v25.0/${audience}`;
  const edge = `/v24.0/act_${account}/customaudiences`;
  return [
    json(target, 'POST', edge, created),
    urlencoded(target, 'POST', edge, created),
    json(target, 'POST', node, { name: 'Renamed', description: 'y', fields: ['name'] }),
    urlencoded(target, 'DELETE', `/v25.0/act_${account}/usersofanyaudience`, { payload: single }),
    urlencoded(target, 'POST', `/v25.0/act_${account}/customaudiencestos`, { tos_id: 'custom_audience_tos' }),
    json(target, 'POST', `${node}/adaccounts`, { adaccounts: [foreignAccount], permissions: 'targeting' }),
    urlencoded(target, 'POST', `${node}/ad_accounts`, {
      adaccounts: [`act_${foreignAccount}`, account],
      relationship_type: ['x'],
      replace: true,
    }),
    urlencoded(target, 'DELETE', `${node}/adaccounts`, { adaccounts: foreignAccount }),
  ];
}

function updates(target: Target, session: number): readonly Shot[] {
  const node = `/v25.0/${target.audience}`;
  const of = (seq: number, isLast: boolean) => ({
    session_id: session,
    batch_seq: seq,
    last_batch_flag: isLast,
  });
  return [
    multipart(target, 'POST', `${node}/users`, {
      payload: JSON.stringify(single),
      session: JSON.stringify(of(1, false)),
    }),
    json(target, 'POST', `${node}/users`, { payload: multi, session: of(2, false) }),
    packed(json(target, 'POST', `${node}/users`, { payload: multi })),
    urlencoded(target, 'POST', `${node}/users`, { payload: restricted, session: of(3, true) }),
    {
      ...urlencoded(target, 'POST', `${node}/users`, {}),
      body: Buffer.from(`access_token=${target.token}&${bracketed}`),
    },
    json(target, 'DELETE', `${node}/users`, { payload: single }),
    {
      ...get(target, `${node}/users`, { payload: multi }),
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: Buffer.from('{}'),
    },
    multipart(target, 'POST', `${node}/users`, { method: 'delete', payload: JSON.stringify(multi) }),
    json(target, 'POST', `${node}/usersreplace`, { payload: single, session: of(1, false) }),
    json(target, 'POST', `${node}/usersreplace`, { payload: single, session: of(2, true) }),
  ];
}

function packed(shot: Shot): Shot {
  return { ...shot, headers: { ...shot.headers, 'content-encoding': 'gzip' }, body: gzipSync(shot.body) };
}

function batches(target: Target): readonly Shot[] {
  const { account, audience } = target;
  const batch = [
    { method: 'GET', relative_url: `${audience}?fields=id,name` },
    {
      method: 'POST',
      name: 'made',
      relative_url: `v25.0/act_${account}/customaudiences`,
      body: formText(created),
    },
    { method: 'GET', relative_url: '{result=made:$.id}?fields=name' },
    { method: 'POST', relative_url: `${audience}/users`, body: `payload=${JSON.stringify(single)}&fields=` },
  ];
  return [
    json(target, 'POST', '/v25.0', { batch, include_headers: false }),
    urlencoded(target, 'POST', '/', { batch }),
  ];
}

function get({ token }: Target, path: string, values: Values): Shot {
  return {
    method: 'GET',
    path: `${path}?${formText({ access_token: token, ...values })}`,
    headers: {},
    body: Buffer.alloc(0),
  };
}

function json({ token }: Target, method: string, path: string, values: Values): Shot {
  const body = Buffer.from(JSON.stringify(values));
  return {
    method,
    path,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body,
  };
}

function urlencoded({ token }: Target, method: string, path: string, values: Values): Shot {
  const body = Buffer.from(formText({ access_token: token, ...values }));
  return { method, path, headers: { 'content-type': 'application/x-www-form-urlencoded' }, body };
}

function multipart(
  { token }: Target,
  method: string,
  path: string,
  values: Readonly<Record<string, string>>,
): Shot {
  const form = formOf(fields({ access_token: token, ...values }));
  return { method, path, headers: { 'content-type': form.contentType }, body: form.body };
}
