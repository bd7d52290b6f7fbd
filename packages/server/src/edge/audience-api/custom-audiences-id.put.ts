import { isOperation, type Operation } from '@kindred/contract';
import type { Audience } from '../../audience/index.ts';
import { ApiError } from '../answers/api-error.ts';
import type { EdgeContext } from '../context.ts';
import type { UploadCall, UploadReceiver } from '../files/upload-receiver.ts';
import { type RawParams, readParam } from '../requests/params.ts';
import { pathParam, type Route } from '../route.ts';
import { finalForm, olderForm } from './bodies.ts';
import { describeAudience } from './owner/describe.ts';
import { adAccountParam, operationParam, userTypeParam } from './params.ts';
import { accountNamed, audienceNamed } from './scope.ts';

const optionalAccountParam = { ...adAccountParam, required: false };

/** `PUT /custom_audiences/:id`: a file adds people to an audience, takes them out, or replaces them. */
export function updateCustomAudience(context: EdgeContext, receiver: UploadReceiver): Route {
  return {
    method: 'PUT',
    path: '/custom_audiences/:id',
    tag: 'Audience API',
    summary:
      'Add the people of a file to a custom audience, remove them, or replace its people by them; or (in JSON) change its name, description or link',
    role: 'account_write',
    params: [optionalAccountParam, userTypeParam, operationParam],
    takes: 'multipart-with-file',
    withoutFile: describeAudience(context),
    answers: { status: 200, say: 'The audience. The file is applied in the background; see its uploads.' },
    handle: async (request, reply, caller) => {
      const audience = await audienceNamed(context, caller, pathParam(request, 'id'));
      if (audience.lookalikeState !== null)
        throw new ApiError('audience_not_fillable', { id: pathParam(request, 'id') });
      const requireSameAccount = async (fields: RawParams) => {
        const given = readParam(fields, optionalAccountParam);
        if (given === null) return;
        const account = await accountNamed(context, caller, given);
        if (account.id !== audience.adAccountId)
          throw new ApiError('ad_account_mismatch', { fb_ad_account_id: given });
      };
      const call: UploadCall = {
        fieldsNeeded: [userTypeParam.name],
        intentOf: async (fields) => {
          await requireSameAccount(fields);
          const operation = operationOf(readParam(fields, operationParam), audience);
          return {
            adAccountId: audience.adAccountId,
            audienceId: audience.id,
            operation,
            isValueBased: audience.isValueBased,
            userType: readParam(fields, userTypeParam) ?? audience.userType,
          };
        },
        settle: async (_tx, fields) => {
          // A request with only a file is of April 2014, and is answered in the form of that time.
          const older = [adAccountParam, userTypeParam, operationParam].every(
            ({ name }) => fields.get(name) === undefined,
          );
          const form = older ? olderForm : finalForm;
          return { audience, status: 200, body: { fb_custom_audience: form(audience) } };
        },
      };
      return receiver.handle(request, reply, caller, call);
    },
  };
}

/** Of an audience that lives here a mirror is a replace: nothing has to travel. */
function operationOf(word: string | null, { relayed }: Audience): Operation {
  if (word === null || !isOperation(word)) return 'add';
  return word === 'mirror' && relayed === null ? 'replace' : word;
}
