import { writeAudit } from '../../access/index.ts';
import type { ExportFormat } from '../../column/index.ts';
import { ApiError } from '../answers/api-error.ts';
import { sendFile } from '../answers/file.ts';
import { audienceNamed } from '../audience-api/scope.ts';
import type { EdgeContext } from '../context.ts';
import { type Param, type RawParams, readParam } from '../requests/params.ts';
import { pathParam, queryParams, type Route } from '../route.ts';

interface Format {
  readonly written: ExportFormat;
  readonly type: string;
}

const formats: Readonly<Record<string, Format>> = {
  csv: { written: 'CSVWithNames', type: 'text/csv; charset=utf-8' },
  ndjson: { written: 'JSONEachRow', type: 'application/x-ndjson' },
  parquet: { written: 'Parquet', type: 'application/vnd.apache.parquet' },
};

const types = Object.values(formats).map(({ type }) => type.split(';', 1)[0] ?? type);

const formatParam: Param = {
  name: 'format',
  say: 'How the file is written; csv when absent.',
  required: false,
  charsMax: 16,
  choices: Object.keys(formats),
  example: 'csv',
};

/** `GET /custom_audiences/:id/members`: for whoever serves the audience, an ad server above all. */
export function exportMembers(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/custom_audiences/:id/members',
    tag: 'Operator API',
    summary: 'Export the people of a custom audience by your own ids',
    role: 'operator',
    params: [formatParam],
    takes: 'query',
    answers: {
      status: 200,
      types,
      say: 'A file with the columns id and country, and value where the audience has values; streamed. Nobody who opted out is in it. The export is written into the audit log.',
    },
    handle: async (request, reply, caller) => {
      const id = pathParam(request, 'id');
      const format = formatOf(queryParams(request));
      const audience = await audienceNamed(context, caller, id);
      if (audience.relayed !== null) throw new ApiError('audience_elsewhere');
      await writeAudit(context.control, caller.tokenId, 'audience.export', String(audience.id));
      await context.exportTurns.take(reply);
      const members = await context.members.read(audience, format.written);
      if (members === null) throw new ApiError('audience_not_found', { id });
      return sendFile(reply, format.type, members);
    },
  };
}

/** `GET /people`: the population, to be kept elsewhere or looked at. */
export function exportPeople(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/people',
    tag: 'Operator API',
    summary: 'Export the population: own ids, countries and features',
    role: 'operator',
    params: [formatParam],
    takes: 'query',
    answers: {
      status: 200,
      types,
      say: 'A file with the columns id and country and one for each feature, streamed. Identifiers are not in it: only keyed hashes of them are kept. The export is written into the audit log.',
    },
    handle: async (request, reply, caller) => {
      const format = formatOf(queryParams(request));
      await writeAudit(context.control, caller.tokenId, 'people.export', '');
      await context.exportTurns.take(reply);
      return sendFile(reply, format.type, await context.people.export(format.written));
    },
  };
}

function formatOf(query: RawParams): Format {
  const format = formats[readParam(query, formatParam) ?? 'csv'];
  if (format === undefined) throw new Error('a format was let in that is not known');
  return format;
}
