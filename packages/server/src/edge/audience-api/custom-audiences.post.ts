import { insertAudience } from '../../audience/index.ts';
import type { EdgeContext } from '../context.ts';
import type { UploadCall, UploadReceiver } from '../files/upload-receiver.ts';
import { readParam, readRequired } from '../requests/params.ts';
import type { Route } from '../route.ts';
import { finalForm, olderForm } from './bodies.ts';
import { createLookalike } from './lookalikes/create.ts';
import {
  adAccountParam,
  descriptionParam,
  fileSourceParam,
  nameParam,
  optOutLinkParam,
  subtypeParam,
  userTypeParam,
} from './params.ts';
import { accountNamed } from './scope.ts';

/** `POST /custom_audiences`: a file becomes an audience. */
export function createCustomAudience(context: EdgeContext, receiver: UploadReceiver): Route {
  return {
    method: 'POST',
    path: '/custom_audiences',
    tag: 'Audience API',
    summary: 'Create a custom audience from a file of hashed people, or (in JSON) a lookalike of one',
    role: 'account_write',
    params: [
      adAccountParam,
      nameParam,
      subtypeParam,
      userTypeParam,
      descriptionParam,
      optOutLinkParam,
      fileSourceParam,
    ],
    takes: 'multipart-with-file',
    withoutFile: createLookalike(context),
    answers: { status: 201, say: 'The audience. People are found in the background; see its uploads.' },
    handle: (request, reply, caller) => {
      const call: UploadCall = {
        fieldsNeeded: [adAccountParam.name, nameParam.name, userTypeParam.name],
        intentOf: async (fields) => {
          const account = await accountNamed(context, caller, readRequired(fields, adAccountParam));
          for (const param of [nameParam, subtypeParam, descriptionParam, optOutLinkParam, fileSourceParam])
            readParam(fields, param);
          const userType = readParam(fields, userTypeParam);
          return { adAccountId: account.id, audienceId: null, operation: 'add', userType };
        },
        settle: async (tx, fields, intent, reception) => {
          const subtype = readParam(fields, subtypeParam);
          const audience = await insertAudience(tx, {
            adAccountId: intent.adAccountId,
            name: readRequired(fields, nameParam),
            subtype: subtype ?? 'CUSTOM',
            description: readParam(fields, descriptionParam),
            optOutLink: readParam(fields, optOutLinkParam),
            userType: intent.userType,
            customerFileSource: readParam(fields, fileSourceParam),
            isRelayed: reception !== null,
            isValueBased: reception?.hasValue ?? false,
          });
          const form = subtype === null ? olderForm : finalForm;
          return { audience, status: 201, body: { fb_custom_audience: form(audience) } };
        },
      };
      return receiver.handle(request, reply, caller, call);
    },
  };
}
