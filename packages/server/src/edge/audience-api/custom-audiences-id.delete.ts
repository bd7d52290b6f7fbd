import { deleteAudience } from '../../audience/index.ts';
import { ApiError } from '../answers/api-error.ts';
import { sendNothing } from '../answers/reply.ts';
import type { EdgeContext } from '../context.ts';
import { pathParam, type Route } from '../route.ts';
import { audienceNamed } from './scope.ts';

/** `DELETE /custom_audiences/:id`: gone from every later answer; its rows are erased in the background. */
export function deleteCustomAudience(context: EdgeContext): Route {
  return {
    method: 'DELETE',
    path: '/custom_audiences/:id',
    tag: 'Audience API',
    summary: 'Delete a custom audience and erase its rows',
    role: 'account_write',
    params: [],
    takes: 'query',
    answers: { status: 204, say: 'Deleted.' },
    handle: async (request, reply, caller) => {
      const audience = await audienceNamed(context, caller, pathParam(request, 'id'));
      const dropSegment = (segment: number) => context.stage.drop(segment);
      const outcome = await deleteAudience({ ...context, dropSegment }, caller.tokenId, audience.id);
      if (outcome === 'in_use') throw new ApiError('audience_in_use', { id: pathParam(request, 'id') });
      if (outcome === 'gone') throw new ApiError('audience_not_found', { id: pathParam(request, 'id') });
      return sendNothing(reply);
    },
  };
}
