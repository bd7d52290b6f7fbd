import { limits } from '@kindred/contract';
import { writeAudit } from '../../access/index.ts';
import type { OptOut, OptOutOperation, OptOuts } from '../../optout/index.ts';
import { ApiError } from '../answers/api-error.ts';
import { sendJson } from '../answers/reply.ts';
import { pageParam, userTypeParam } from '../audience-api/params.ts';
import type { EdgeContext } from '../context.ts';
import { type FormSink, receiveForm } from '../files/receive-form.ts';
import { operatorFiles } from '../files/upload-slots.ts';
import { type RawParams, readParam, readRequired } from '../requests/params.ts';
import { pathParam, queryParams, type Route } from '../route.ts';

const requiredUserType = { ...userTypeParam, required: true };

/** What the three calls with a file have in common. */
const withFile = {
  method: 'POST',
  tag: 'Operator API',
  role: 'operator',
  params: [requiredUserType],
  takes: 'multipart-with-file',
} as const;

const fieldsNeeded = [requiredUserType.name];

/** `POST /opt_outs`: a file of people who must not be in any audience. */
export function createOptOut(context: EdgeContext): Route {
  return {
    ...withFile,
    path: '/opt_outs',
    summary: 'Suppress the people of a file in every audience, now and later',
    answers: { status: 201, say: 'The opt-out. From now on nothing with one of its keys passes.' },
    handle: async (request, reply, caller) => {
      const { optOuts } = context;
      const optOut = await receiveForm(context, request, {
        fieldsNeeded,
        sinkOf: (fields) => sinkOf(optOuts, fields, 'add'),
        take: (received) => optOuts.guard(received.upload, received),
      });
      await writeAudit(context.control, caller.tokenId, 'opt_out.create', String(optOut.id), {
        keys: optOut.keys,
      });
      await context.requestOptOut();
      const [body] = await bodiesOf(context, [optOut]);
      return sendJson(request, reply, 201, { opt_out: body });
    },
  };
}

/** `POST /opt_outs/lifts`: a file of people who may be in audiences again. */
export function liftOptOuts(context: EdgeContext): Route {
  return {
    ...withFile,
    path: '/opt_outs/lifts',
    summary: 'Lift the opt-outs of the people of a file: later uploads find them again',
    answers: { status: 201, say: 'What was lifted. Nobody comes back into an audience by it alone.' },
    handle: async (request, reply, caller) => {
      const { optOuts } = context;
      const lift = await receiveForm(context, request, {
        fieldsNeeded,
        sinkOf: (fields) => sinkOf(optOuts, fields, 'lift'),
        take: (received) => optOuts.lift(received.upload, received),
      });
      await writeAudit(context.control, caller.tokenId, 'opt_out.lift', String(lift.id), {
        keys: lift.keys,
        found: lift.found ?? 0,
      });
      return sendJson(request, reply, 201, { opt_out: (await bodiesOf(context, [lift]))[0] });
    },
  };
}

/** `POST /opt_outs/checks`: asks about the people of a file, and changes nothing. */
export function checkOptOuts(context: EdgeContext): Route {
  return {
    ...withFile,
    path: '/opt_outs/checks',
    summary: 'Tell how many keys of a file are suppressed',
    answers: { status: 200, say: 'The counts, exact. Of the file nothing is kept.' },
    handle: async (request, reply, caller) => {
      const { optOuts } = context;
      const check = await receiveForm(context, request, {
        fieldsNeeded,
        sinkOf: (fields) => sinkOf(optOuts, fields, 'check'),
        take: async ({ upload, counts }) => ({
          lines: counts.lines,
          blank: counts.blank,
          rejected: [...counts.rejected.values()].reduce((sum, each) => sum + each, 0),
          ...(await optOuts.check(upload)),
        }),
      });
      await writeAudit(context.control, caller.tokenId, 'opt_out.check', '', { keys: check.keys });
      return sendJson(request, reply, 200, { check });
    },
  };
}

function sinkOf(optOuts: OptOuts, fields: RawParams, operation: OptOutOperation): FormSink {
  const userType = readRequired(fields, requiredUserType);
  return {
    account: operatorFiles,
    userType,
    sink: {
      open: () => optOuts.open(userType, operation),
      append: (...args) => optOuts.append(...args),
      count: (...args) => optOuts.count(...args),
      progress: (...args) => optOuts.progress(...args),
      abort: (...args) => optOuts.abort(...args),
    },
  };
}

/** `GET /opt_outs`. */
export function listOptOuts(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/opt_outs',
    tag: 'Operator API',
    summary: 'List opt-outs and lifts, and how many keys are suppressed in all',
    role: 'operator',
    params: [pageParam],
    takes: 'query',
    answers: { status: 200, say: 'A page of opt-outs and lifts, newest first.' },
    handle: async (request, reply) => {
      const page = Number(readParam(queryParams(request), pageParam) ?? 1);
      const found = await context.optOuts.list({ number: page, rows: limits.page_rows });
      return sendJson(request, reply, 200, {
        opt_outs: await bodiesOf(context, found.optOuts),
        meta: { page, suppressed_keys: found.suppressedKeys },
      });
    },
  };
}

/** `GET /opt_outs/:id`: applied once nobody of it is in an audience any more. */
export function readOptOut(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/opt_outs/:id',
    tag: 'Operator API',
    summary: 'Read an opt-out',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The opt-out.' },
    handle: async (request, reply) => {
      const id = pathParam(request, 'id');
      const optOut = /^[0-9]{1,15}$/.test(id) ? await context.optOuts.find(Number(id)) : null;
      if (optOut === null) throw new ApiError('not_found');
      const [body] = await bodiesOf(context, [optOut]);
      return sendJson(request, reply, 200, { opt_out: body });
    },
  };
}

/** With a receipt of each ad account at a platform that had to be told. */
async function bodiesOf(context: EdgeContext, optOuts: readonly OptOut[]): Promise<unknown[]> {
  const receipts = await context.relay.reports.ofOptOuts(optOuts.map(({ id }) => id));
  return optOuts.map((optOut) => ({
    ...bodyOf(optOut),
    relay: (receipts.get(optOut.id) ?? []).map(({ adAccountId, report }) => ({
      fb_ad_account_id: adAccountId,
      relay: report,
    })),
  }));
}

function bodyOf(optOut: OptOut): Record<string, unknown> {
  return {
    id: optOut.id,
    operation: optOut.operation,
    state: optOut.state,
    user_type: optOut.userType,
    lines: optOut.lines,
    blank: optOut.blank,
    rejected: optOut.rejected,
    keys: optOut.keys,
    found: optOut.found,
    people: optOut.people,
    people_still_out: optOut.peopleStillOut,
    created_at: optOut.createdAt.toISOString(),
    applied_at: optOut.appliedAt?.toISOString() ?? null,
    error: optOut.error,
  };
}
