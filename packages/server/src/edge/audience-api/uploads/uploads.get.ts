import { limits } from '@kindred/contract';
import type { Caller } from '../../../access/index.ts';
import { ApiError } from '../../answers/api-error.ts';
import { sendJson } from '../../answers/reply.ts';
import type { EdgeContext } from '../../context.ts';
import { readParam } from '../../requests/params.ts';
import { pathParam, queryParams, type Route } from '../../route.ts';
import { pageParam, sessionParam } from '../params.ts';
import { audienceNamed } from '../scope.ts';
import { uploadReports } from './upload-report.ts';

/** `GET /custom_audiences/:id/uploads`: what became of each file. */
export function listUploads(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/custom_audiences/:id/uploads',
    tag: 'Audience API',
    summary: 'List the uploads of a custom audience, with what became of every line',
    role: 'account_read',
    params: [pageParam, sessionParam],
    takes: 'query',
    answers: { status: 200, say: 'A page of upload reports, newest first.' },
    handle: async (request, reply, caller) => {
      const audience = await audienceNamed(context, caller, pathParam(request, 'id'));
      const query = queryParams(request);
      const page = Number(readParam(query, pageParam) ?? 1);
      const session = readParam(query, sessionParam) ?? null;
      const found = await context.uploads.list(audience.id, session, {
        number: page,
        rows: limits.page_rows,
      });
      const uploads = await uploadReports(context, caller, found.uploads);
      return sendJson(request, reply, 200, { uploads, meta: { page, total: found.total } });
    },
  };
}

/** `GET /custom_audiences/:id/uploads/:uploadId`. */
export function readUploadOfAudience(context: EdgeContext): Route {
  return {
    ...uploadRoute('/custom_audiences/:id/uploads/:uploadId'),
    handle: async (request, reply, caller) => {
      const audience = await audienceNamed(context, caller, pathParam(request, 'id'));
      const upload = await findUpload(context, caller, pathParam(request, 'uploadId'), audience.id);
      return sendJson(request, reply, 200, { upload });
    },
  };
}

/** `GET /uploads/:uploadId`: the same, for whoever kept only `X-Upload-Id`. */
export function readUpload(context: EdgeContext): Route {
  return {
    ...uploadRoute('/uploads/:uploadId'),
    handle: async (request, reply, caller) => {
      const upload = await findUpload(context, caller, pathParam(request, 'uploadId'), null);
      return sendJson(request, reply, 200, { upload });
    },
  };
}

function uploadRoute(path: string): Omit<Route, 'handle'> {
  return {
    method: 'GET',
    path,
    tag: 'Audience API',
    summary: 'Read what became of one file: state, progress and the funnel',
    role: 'account_read',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The report of the upload.' },
  };
}

async function findUpload(context: EdgeContext, caller: Caller, idText: string, audienceId: number | null) {
  const id = /^[0-9]{1,15}$/.test(idText) ? Number(idText) : null;
  const record = id === null ? null : await context.uploads.find(id, caller.accounts);
  const [report] = record === null ? [] : await uploadReports(context, caller, [record]);
  if (report === undefined || (audienceId !== null && report.audience_id !== audienceId)) {
    throw new ApiError('upload_not_found', { id: idText.slice(0, 32) });
  }
  return report;
}
