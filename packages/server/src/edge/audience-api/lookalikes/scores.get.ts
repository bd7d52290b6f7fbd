import { writeAudit } from '../../../access/index.ts';
import { sendFile } from '../../answers/file.ts';
import type { EdgeContext } from '../../context.ts';
import { pathParam, type Route } from '../../route.ts';
import { lookalikeNamed } from '../scope.ts';

/** `GET /custom_audiences/:id/lookalike_scores`: everybody's score, for who judges a lookalike on people held out. */
export function exportLookalikeScores(context: EdgeContext): Route {
  return {
    method: 'GET',
    path: '/custom_audiences/:id/lookalike_scores',
    tag: 'Operator API',
    summary: 'Export how much everybody in the countries of a lookalike is like its seed',
    role: 'operator',
    params: [],
    takes: 'query',
    answers: {
      status: 200,
      types: ['text/csv'],
      say: 'CSV with the columns id and score, streamed. The export is written into the audit log.',
    },
    handle: async (request, reply, caller) => {
      const { audience, lookalike } = await lookalikeNamed(context, caller, pathParam(request, 'id'));
      await writeAudit(context.control, caller.tokenId, 'lookalike.scores', String(audience.id));
      return sendFile(reply, 'text/csv; charset=utf-8', context.lookalikes.scores(lookalike));
    },
  };
}
