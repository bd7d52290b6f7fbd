import { createHash } from 'node:crypto';
import { limits, type RejectReason } from '@kindred/contract';
import { isStrict } from '../../access/index.ts';
import { type Audience, updateAudience } from '../../audience/index.ts';
import { AudienceGone, type BatchSession, ReplaceChanged } from '../../stage/index.ts';
import { requireWrite, unsupported, type Visit } from '../context.ts';
import { type GraphCall, GraphError } from '../wire/index.ts';
import type { Members } from './members.ts';
import { readMembers } from './payload.ts';
import { readSession, type SessionParam } from './session-param.ts';
import { refuseFewLeft, refuseMixing } from './strict.ts';

/** What a reason of rejection is called in `invalid_entry_samples`. Only the first is recorded. */
const sampleTexts: Partial<Record<RejectReason, string>> = {
  extern_id_blank: 'empty external ID',
  cell_count: 'invalid row: it does not have as many cells as the schema has columns',
  no_key: 'empty row: no cell holds a key that could match',
  bad_value: 'invalid LOOKALIKE_VALUE: not a number of zero or more',
  email_not_hashed: 'invalid hash: this is an e-mail address, not its SHA-256',
  phone_not_hashed: 'invalid hash: this is a phone number, not its SHA-256',
  md5_hash: 'invalid hash: 32 digits are an MD5, not a SHA-256',
  sha1_hash: 'invalid hash: 40 digits are a SHA-1, not a SHA-256',
  base64_hash: 'invalid hash: Base64, not 64 hexadecimal digits',
  hash_length: 'invalid hash: hexadecimal, but not 64 digits',
  not_a_hash: 'invalid hash: not a SHA-256 in 64 hexadecimal digits',
  not_a_mobile_id: 'invalid mobile advertiser ID',
  zero_mobile_id: 'invalid mobile advertiser ID: all zeros',
  not_a_numeric_id: 'invalid ID: not a number',
  id_characters: 'invalid external ID: it holds control characters',
};

/** The answer to a request that carried people (specification 3.7): keys in the recorded order. */
export interface MembersAnswer {
  readonly audience_id: string;
  readonly session_id: string;
  readonly num_received: number;
  readonly num_invalid_entries: number;
  readonly invalid_entry_samples: Readonly<Record<string, string>>;
  readonly account_id?: string;
}

/** `/users`: adds people to a customer list, or takes them out. */
export async function updateMembers(
  audience: Audience,
  operation: 'add' | 'remove',
  { params, members: read }: GraphCall,
  visit: Visit,
): Promise<MembersAnswer> {
  requireWrite(visit.caller);
  requireCustomerList(audience, operation === 'add' ? 'POST' : 'DELETE');
  const members = read ?? readMembers(params);
  holdToRules(audience, operation, members, visit);
  const session = readSession(params);
  const joined = session === null ? null : await join(audience, operation, session, visit);
  return stage(audience, operation, members, joined, visit);
}

/** `/usersreplace`: the batches of a session become the audience, all at once when the session ends. */
export async function replaceMembers(
  audience: Audience,
  { params, members: read }: GraphCall,
  visit: Visit,
): Promise<MembersAnswer> {
  requireWrite(visit.caller);
  requireCustomerList(audience, 'POST');
  const session = readSession(params);
  if (session === null) throw GraphError.of('param_missing', { name: 'session' });
  const members = read ?? readMembers(params);
  const id = await replaceOf(audience, session, members, visit);
  const batchSeq = session.batchSeq === 1 ? 1 : sameness(session.batchSeq, members);
  const joined = { id, text: session.sessionId, batchSeq, isLast: session.isLast };
  const answer = await stage(audience, 'replace', members, joined, visit);
  if (session.isLast) await visit.context.sessions.endReplace(id, false);
  return answer;
}

/**
 * What a batch of a replace is known by when it comes again. Its number alone is not enough, because batches may have
 * the same one; with the same rows under it, it is the same. Below 0, where no number of a caller is: 10 000 batches
 * have two that are taken for one once in 10^11 replaces.
 */
function sameness(batchSeq: number, { rows }: Members): bigint {
  const of = `${batchSeq} ${rows.received} ${rows.kindCode}\n`;
  return -1n - (createHash('sha256').update(of).update(rows.bytes).digest().readBigUInt64BE() >> 2n);
}

/** What the caller's app asked to be held to. A repeated batch is, too. */
function holdToRules(
  audience: Audience,
  operation: 'add' | 'remove',
  { schema, rows }: Members,
  { caller }: Visit,
): void {
  if (operation === 'add' && isStrict(caller, 'mixing')) refuseMixing(audience, subTypeOf(schema));
  if (operation === 'remove' && isStrict(caller, 'removal')) refuseFewLeft(audience, rows.good);
}

/** The session that a batch belongs to. A batch that came before is answered again, even when its session ended. */
async function join(
  audience: Audience,
  operation: 'add' | 'remove',
  { sessionId, batchSeq, isLast }: SessionParam,
  { context }: Visit,
): Promise<BatchSession> {
  // Asked before the session is begun, so that a batch that is refused begins none.
  if ((await context.sessions.openReplace(audience.id)) !== null) throw GraphError.of('update_running');
  const session = await context.sessions.join(audience, operation, sessionId);
  if (session.ended || session.expired) {
    const isRepeated = await context.sessions.hasBatch(session.id, batchSeq);
    if (!isRepeated) throw sessionOver(session.ended && !session.timedOut);
  }
  return { id: session.id, text: sessionId, batchSeq, isLast };
}

/** The replace that a batch belongs to; the batch with the number 1 begins it. */
async function replaceOf(
  audience: Audience,
  { sessionId, batchSeq }: SessionParam,
  { schema }: Members,
  { context }: Visit,
): Promise<number> {
  const { sessions } = context;
  const open = await sessions.openReplace(audience.id);
  if (open?.sessionId === sessionId) return open.id;
  if (open !== null) throw GraphError.of('update_running');
  const known = await sessions.find(audience.id, 'replace', sessionId);
  // One that is not ended was begun by a copy of this batch a moment ago.
  if (known !== null && !known.ended && !known.expired) return known.id;
  if (known?.failed === true) throw GraphError.of('replace_failed');
  if (known !== null) throw sessionOver(known.ended && !known.timedOut);
  if (batchSeq !== 1) throw GraphError.of('replace_not_begun');
  if (audience.memberCount >= limits.replaceable_members_max) throw GraphError.of('replace_too_large');
  if (schema.includes('LOOKALIKE_VALUE') !== audience.isValueBased) throw valueMismatch(audience);
  const begun = await sessions.beginReplace(audience.id, sessionId);
  if (begun !== null) return begun;
  const other = await sessions.openReplace(audience.id);
  if (other?.sessionId === sessionId) return other.id;
  throw GraphError.of('update_running');
}

/** A session ends with its last batch, or by itself after a while. */
function sessionOver(isFinished: boolean): GraphError {
  return isFinished ? GraphError.of('session_finished') : GraphError.of('session_timed_out');
}

function valueMismatch(audience: Audience): GraphError {
  const is = audience.isValueBased ? 'value-based' : 'not value-based';
  return GraphError.of('replace_changes_values', { kind: is });
}

async function stage(
  audience: Audience,
  operation: 'add' | 'remove' | 'replace',
  members: Members,
  session: BatchSession | null,
  { context }: Visit,
): Promise<MembersAnswer> {
  const { rows } = members;
  const batch = { adAccountId: audience.adAccountId, audienceId: audience.id, operation, session, rows };
  const staged = await context.batches
    .stage(batch)
    .catch(async (error: unknown) => {
      // A replace whose time is up ends when somebody asks for it, and is in nobody's way then.
      const isOver = operation !== 'replace' && (await context.sessions.openReplace(audience.id)) === null;
      if (error instanceof ReplaceChanged && isOver) return context.batches.stage(batch);
      throw error;
    })
    .catch((error: unknown) => {
      const method = operation === 'remove' ? 'DELETE' : 'POST';
      if (error instanceof AudienceGone) throw unsupported(method, audience.graphId);
      throw error instanceof ReplaceChanged ? GraphError.of('update_running') : error;
    });
  const subType = subTypeOf(members.schema);
  if (subType !== audience.dataSubType && operation !== 'remove' && rows.good > 0) {
    await updateAudience(context.control, audience.id, { dataSubType: subType });
    context.recentAudiences.delete(audience.graphId);
  }
  const account = operation === 'replace' ? await context.accounts.byId(audience.adAccountId) : null;
  return {
    audience_id: audience.graphId,
    session_id: staged.sessionText,
    num_received: staged.receivedTotal,
    num_invalid_entries: rows.received - rows.good,
    invalid_entry_samples: samplesOf(members),
    ...(account === null ? {} : { account_id: account.graphId }),
  };
}

function samplesOf({ refused }: Members): Readonly<Record<string, string>> {
  return Object.fromEntries(refused.map(({ text, reason }) => [text, sampleTexts[reason] ?? 'invalid row']));
}

function subTypeOf(schema: readonly string[]): string {
  if (schema.length > 1) return schema.includes('EXTERN_ID') ? 'EXTERNAL_IDS_MIX' : 'MULTI_HASHES';
  if (schema[0] === 'EXTERN_ID') return 'EXTERNAL_IDS';
  return schema[0] === 'MOBILE_ADVERTISER_ID' || schema[0] === 'MADID'
    ? 'MOBILE_ADVERTISER_IDS'
    : 'HASHES_OR_USER_IDS';
}

function requireCustomerList(audience: Audience, method: string): void {
  if (audience.subtype !== 'CUSTOM') throw unsupported(method, audience.graphId);
}
