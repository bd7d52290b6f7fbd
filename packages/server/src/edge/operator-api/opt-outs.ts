import { limits } from '@kindred/contract';
import { writeAudit } from '../../access/index.ts';
import { openForm, spool } from '../../intake/index.ts';
import type { OptOut } from '../../optout/index.ts';
import { ApiError } from '../answers/api-error.ts';
import { sendJson } from '../answers/reply.ts';
import { pageParam, userTypeParam } from '../audience-api/params.ts';
import type { EdgeContext } from '../context.ts';
import { limited, receiveFile } from '../files/receive-file.ts';
import { operatorFiles } from '../files/upload-slots.ts';
import { readParam, readRequired } from '../requests/params.ts';
import { pathParam, queryParams, type Route } from '../route.ts';

const requiredUserType = { ...userTypeParam, required: true };

/** `POST /opt_outs`: a file of people who must not be in any audience. */
export function createOptOut(context: EdgeContext): Route {
  return {
    method: 'POST',
    path: '/opt_outs',
    tag: 'Operator API',
    summary: 'Suppress the people of a file in every audience, now and later',
    role: 'operator',
    params: [requiredUserType],
    takes: 'multipart-with-file',
    answers: { status: 201, say: 'The opt-out. From now on nothing with one of its keys passes.' },
    handle: async (request, reply, caller) => {
      const form = await openForm(request.raw, request.headers);
      if (form.file === null) throw new ApiError('parameter_missing', { parameter: 'file' });
      await using waiting = form.fields.has('user_type')
        ? null
        : await spool(limited(form.file.stream, context.limits.uploadBytesMax), context.spool);
      if (waiting !== null) await form.ended();
      const userType = readRequired(form.fields, requiredUserType);
      const { optOuts } = context;
      const source = waiting?.read() ?? form.file.stream;
      const received = await context.slots.use(operatorFiles, () =>
        receiveFile(source, {
          sink: {
            open: () => optOuts.open(userType),
            append: (...args) => optOuts.append(...args),
            count: (...args) => optOuts.count(...args),
            progress: (...args) => optOuts.progress(...args),
            abort: (...args) => optOuts.abort(...args),
          },
          userType,
          uploadBytesMax: context.limits.uploadBytesMax,
          hashed: false,
          uploadsInFlight: () => context.slots.inFlight,
        }),
      );
      const optOut = await optOuts.guard(received.upload, received);
      await writeAudit(context.control, caller.tokenId, 'opt_out.create', String(optOut.id), {
        keys: optOut.keys,
      });
      await context.requestOptOut();
      return sendJson(request, reply, 201, { opt_out: bodyOf(optOut) });
    },
  };
}

/** `GET /opt_outs`. */
export function listOptOuts(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/opt_outs',
    tag: 'Operator API',
    summary: 'List opt-outs, and how many keys are suppressed in all',
    role: 'operator',
    params: [pageParam],
    takes: 'query',
    answers: { status: 200, say: 'A page of opt-outs, newest first.' },
    handle: async (request, reply) => {
      const page = Number(readParam(queryParams(request), pageParam) ?? 1);
      const found = await context.optOuts.list({ number: page, rows: limits.page_rows });
      return sendJson(request, reply, 200, {
        opt_outs: found.optOuts.map(bodyOf),
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
      return sendJson(request, reply, 200, { opt_out: bodyOf(optOut) });
    },
  };
}

function bodyOf(optOut: OptOut): Record<string, unknown> {
  return {
    id: optOut.id,
    state: optOut.state,
    user_type: optOut.userType,
    lines: optOut.lines,
    blank: optOut.blank,
    rejected: optOut.rejected,
    keys: optOut.keys,
    created_at: optOut.createdAt.toISOString(),
    applied_at: optOut.appliedAt?.toISOString() ?? null,
    error: optOut.error,
  };
}
