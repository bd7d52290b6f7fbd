import { sendJson } from '../answers/reply.ts';
import type { EdgeContext } from '../context.ts';
import type { Route } from '../route.ts';

/** `GET /health/details`: what `kindred doctor` shows. */
export function readHealth(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/health/details',
    tag: 'Operator API',
    summary: 'Look whether the installation is well: stores, disk, key, memory, clock, work that waits',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: { status: 200, say: 'What was looked at, whether it is well, and what to do where it is not.' },
    handle: async (request, reply) =>
      sendJson(request, reply, 200, { findings: await context.health.findings() }),
  };
}
