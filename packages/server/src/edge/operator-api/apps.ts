import { type App, type SecretShown, type StrictRule, strictRules, writeAudit } from '../../access/index.ts';
import { ApiError } from '../answers/api-error.ts';
import { sendJson, sendNothing } from '../answers/reply.ts';
import { nameParam } from '../audience-api/params.ts';
import type { EdgeContext } from '../context.ts';
import { flagChoices, type Param, readFlag, readParam, readRequired, readWords } from '../requests/params.ts';
import { bodyParams, pathParam, type Route } from '../route.ts';

const appNameParam: Param = { ...nameParam, say: 'Name of the app, as callers see it.', example: 'Sync' };

const requireProofParam: Param = {
  name: 'require_proof',
  say: 'Whether calls with tokens of the app must bring an appsecret_proof. Absent: they need not.',
  required: false,
  charsMax: 5,
  choices: flagChoices,
  example: 'true',
};

const strictParam: Param = {
  name: 'strict',
  say: `What calls of the app are held to, as a list of: ${strictRules.join(', ')}. Absent: nothing.`,
  required: false,
  charsMax: 1024,
  example: '["removal"]',
};

/** `POST /apps`: the secret is in this answer and nowhere else. */
export function createApp(context: EdgeContext): Route {
  return {
    method: 'POST',
    path: '/apps',
    tag: 'Operator API',
    summary: 'Create an app; its secret is shown once',
    role: 'operator',
    params: [appNameParam, requireProofParam, strictParam],
    takes: 'json',
    answers: { status: 201, say: 'The app and its secret.' },
    handle: async (request, reply, caller) => {
      const body = bodyParams(request);
      const made = await context.apps.create({
        name: readRequired(body, appNameParam),
        requireProof: readFlag(body, requireProofParam) ?? false,
        strict: readWords(body, strictParam, strictRules) ?? [],
      });
      await writeAudit(context.control, caller.tokenId, 'app.create', made.app.id, settingsOf(made.app));
      return sendJson(request, reply.header('cache-control', 'no-store'), 201, secretBodyOf(made));
    },
  };
}

/** `GET /apps`: without their secrets. */
export function listApps(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/apps',
    tag: 'Operator API',
    summary: 'List apps, without their secrets',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'The apps.' },
    handle: async (request, reply) =>
      sendJson(request, reply, 200, { apps: (await context.apps.list()).map(bodyOf) }),
  };
}

/** `PUT /apps/:id`: what is not sent stays as it is. */
export function changeApp(context: EdgeContext): Route {
  return {
    method: 'PUT',
    path: '/apps/:id',
    tag: 'Operator API',
    summary: 'Change an app',
    role: 'operator',
    params: [
      { ...appNameParam, required: false },
      { ...requireProofParam, say: 'Whether calls with tokens of the app must bring an appsecret_proof.' },
      { ...strictParam, say: `${strictRules.join(', ')}: what calls of the app are held to, as a list.` },
    ],
    takes: 'json',
    answers: { status: 200, say: 'The app.' },
    handle: async (request, reply, caller) => {
      const body = bodyParams(request);
      const name = readParam(body, { ...appNameParam, required: false });
      const requireProof = readFlag(body, requireProofParam);
      const strict: readonly StrictRule[] | null = readWords(body, strictParam, strictRules);
      const id = pathParam(request, 'id');
      const app = await context.apps.change(id, {
        ...(name === null ? {} : { name }),
        ...(requireProof === null ? {} : { requireProof }),
        ...(strict === null ? {} : { strict }),
      });
      if (app === null) throw notFound(id);
      await writeAudit(context.control, caller.tokenId, 'app.update', app.id, settingsOf(app));
      return sendJson(request, reply, 200, { app: bodyOf(app) });
    },
  };
}

/** `POST /apps/:id/secret`: the old secret, and app tokens made of it, prove nothing from now on. */
export function rotateAppSecret(context: EdgeContext): Route {
  return {
    method: 'POST',
    path: '/apps/:id/secret',
    tag: 'Operator API',
    summary: 'Give an app a new secret; it is shown once',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 201, say: 'The app and its new secret.' },
    handle: async (request, reply, caller) => {
      const id = pathParam(request, 'id');
      const made = await context.apps.rotateSecret(id);
      if (made === null) throw notFound(id);
      await writeAudit(context.control, caller.tokenId, 'app.rotate_secret', made.app.id);
      return sendJson(request, reply.header('cache-control', 'no-store'), 201, secretBodyOf(made));
    },
  };
}

/** `DELETE /apps/:id`: its tokens are refused from now on, too. */
export function deleteApp(context: EdgeContext): Route {
  return {
    method: 'DELETE',
    path: '/apps/:id',
    tag: 'Operator API',
    summary: 'Delete an app and revoke its tokens',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 204, say: 'Deleted.' },
    handle: async (request, reply, caller) => {
      const id = pathParam(request, 'id');
      if (!(await context.apps.delete(id))) throw notFound(id);
      await writeAudit(context.control, caller.tokenId, 'app.delete', id);
      return sendNothing(reply);
    },
  };
}

function notFound(id: string): ApiError {
  return new ApiError('app_not_found', { id: id.slice(0, 32) });
}

/** What the audit log keeps of an app. */
function settingsOf({ requireProof, strict }: App): Readonly<Record<string, string>> {
  return { require_proof: String(requireProof), strict: strict.join(',') };
}

function secretBodyOf({ app, secretText }: SecretShown): Record<string, unknown> {
  return { app: bodyOf(app), app_secret: secretText };
}

function bodyOf(app: App): Record<string, unknown> {
  return {
    id: app.id,
    name: app.name,
    require_proof: app.requireProof,
    strict: app.strict,
    created_at: app.createdAt.toISOString(),
  };
}
