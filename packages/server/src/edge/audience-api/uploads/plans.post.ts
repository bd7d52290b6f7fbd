import { isOperation, kindCodeOf, type Operation } from '@kindred/contract';
import { type Caller, writeAudit } from '../../../access/index.ts';
import { type Audience, type PlannedChange, shownPeople } from '../../../audience/index.ts';
import { writeAppliedCounts } from '../../../ledger/index.ts';
import type { Reception } from '../../../relay/index.ts';
import { ApiError } from '../../answers/api-error.ts';
import { sendJson } from '../../answers/reply.ts';
import type { EdgeContext } from '../../context.ts';
import type { ReceivedFile } from '../../files/receive-file.ts';
import { receiveForm } from '../../files/receive-form.ts';
import { type RawParams, readParam } from '../../requests/params.ts';
import { pathParam, type Route } from '../../route.ts';
import { operationParam, userTypeParam } from '../params.ts';
import { audienceNamed } from '../scope.ts';
import { uploadReports } from './upload-report.ts';

/** `POST /custom_audiences/:id/plans`: what an upload would do, before it does. */
export function planUpload(context: EdgeContext): Route {
  return {
    method: 'POST',
    path: '/custom_audiences/:id/plans',
    tag: 'Audience API',
    summary: 'Tell what a file would add, remove and reject, and change nothing',
    role: 'account_write',
    params: [userTypeParam, operationParam],
    takes: 'multipart-with-file',
    isDryRun: true,
    answers: { status: 200, say: 'The plan. Its report stays on record, like that of an upload.' },
    handle: async (request, reply, caller) => {
      const audience = await audienceNamed(context, caller, pathParam(request, 'id'));
      if (audience.lookalikeState !== null) {
        throw new ApiError('audience_not_fillable', { id: pathParam(request, 'id') });
      }
      const { stage } = context;
      const reception = await receptionOf(context, audience);
      const plan = await receiveForm(context, request, {
        fieldsNeeded: [userTypeParam.name],
        sinkOf: (fields) => {
          const userType = readParam(fields, userTypeParam) ?? audience.userType;
          const upload = { audienceId: audience.id, adAccountId: audience.adAccountId, userType };
          return {
            account: audience.adAccountId,
            userType,
            sink: {
              // What it would do may stand behind the file.
              open: () => stage.open({ ...upload, operation: 'add' }),
              shaped: (shape) => reception?.sealingOf(shape),
              append: (upload, shape, ...rest) =>
                stage.append(upload, shape, ...rest, reception?.sealingOf(shape) ?? null),
              count: (...args) => stage.count(...args),
              progress: (...args) => stage.progress(...args),
              abort: (...args) => stage.abort(...args),
            },
          };
        },
        take: (received, fields) => keepPlan(context, caller, { audience, reception, received, fields }),
      });
      return sendJson(request, reply, 200, { plan });
    },
  };
}

interface Asked {
  readonly audience: Audience;
  /** Null for an audience that lives here. */
  readonly reception: Reception | null;
  readonly received: ReceivedFile;
  readonly fields: RawParams;
}

/** Rows are written as they would travel: a mirror tells them apart by that. */
async function receptionOf(
  { accounts, relay }: EdgeContext,
  { adAccountId, isValueBased }: Audience,
): Promise<Reception | null> {
  const account = await accounts.byId(adAccountId);
  return account === null ? null : relay.receive(account, { operation: 'mirror', isValueBased });
}

async function keepPlan(
  context: EdgeContext,
  caller: Caller,
  asked: Asked,
): Promise<Record<string, unknown>> {
  const { control, stage } = context;
  const { audience, received, fields } = asked;
  const { upload } = received;
  const operation = operationOf(fields);
  const change = await changeOf(context, operation, asked);
  if (change === null) throw new ApiError('audience_not_found');
  await control.transaction(async (tx) => {
    await stage.keepPlan(tx, upload, { ...received, operation });
    await writeAppliedCounts(tx, upload.id, change.counts);
    await writeAudit(tx, caller.tokenId, `plan.${operation}`, String(upload.id), { audience: audience.id });
  });
  await stage.drop(upload.segment);
  return bodyOf(context, caller, upload.id, change);
}

/** Null when the audience was deleted meanwhile. */
function changeOf(
  { plans, relay }: EdgeContext,
  operation: Operation,
  { audience, reception, received, fields }: Asked,
): Promise<PlannedChange | null> {
  const { schema, upload, counts } = received;
  const rows = { segment: upload.segment, goodRows: counts.goodRows };
  if (reception !== null) {
    const asked = { ...rows, hasSingleKey: schema === null, sealKey: reception.rowsKey };
    return relay.plans.of(audience.id, operation, asked);
  }
  const userType = schema === null ? (readParam(fields, userTypeParam) ?? audience.userType) : null;
  return plans.of(audience.id, operation, { ...rows, kindCode: kindCodeOf(userType), hasValues: false });
}

/** Counts of people are those of the report, exact or rounded as there. */
async function bodyOf(
  context: EdgeContext,
  caller: Caller,
  uploadId: number,
  change: PlannedChange,
): Promise<Record<string, unknown>> {
  const record = await context.uploads.find(uploadId, caller.accounts);
  const [report] = record === null ? [] : await uploadReports(context, caller, [record]);
  if (report === undefined) throw new Error('a plan vanished before it was answered');
  return {
    would_add: report.funnel.newly_added,
    would_remove: report.funnel.removed,
    would_stay: report.rounded ? shownPeople(change.stay) : change.stay,
    files_waiting: change.isWaiting,
    upload: report,
  };
}

function operationOf(fields: RawParams): Operation {
  const operation = readParam(fields, operationParam) ?? 'add';
  return isOperation(operation) ? operation : 'add';
}
