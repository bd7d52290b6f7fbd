import type { ErrorCode } from '@kindred/contract';
import type { Caller } from '../../../access/index.ts';
import { type Audience, shownGraphId } from '../../../audience/index.ts';
import {
  type LookalikeProblem,
  LookalikeRefused,
  type LookalikeSpec,
  readSpec,
  SpecRefused,
  shownSpec,
} from '../../../lookalike/index.ts';
import { ApiError } from '../../answers/api-error.ts';
import { sendJson } from '../../answers/reply.ts';
import type { EdgeContext } from '../../context.ts';
import { type Param, type RawParams, readParam, readRequired } from '../../requests/params.ts';
import { bodyParams, type Route } from '../../route.ts';
import { lookalikeForm } from '../bodies.ts';
import { adAccountParam, descriptionParam, nameParam } from '../params.ts';
import { accountNamed } from '../scope.ts';

const subtypeParam: Param = {
  name: 'subtype',
  say: 'LOOKALIKE. With it the answer has the form of May 2014.',
  required: false,
  charsMax: 32,
  choices: ['LOOKALIKE'],
  example: 'LOOKALIKE',
};

const typeParam: Param = {
  name: 'type',
  say: 'lookalike, as it was written in April 2014: then the answer is only the Graph id.',
  required: false,
  charsMax: 32,
  choices: ['lookalike'],
  example: 'lookalike',
};

const originParam: Param = {
  name: 'origin_audience_id',
  say: 'The custom audience that the people are to be like: its Graph id or its local id.',
  required: true,
  charsMax: 32,
  check: (value) => (/^[0-9]{1,19}$/.test(value) ? null : 'must be a number'),
  example: '6006164557194',
};

const specParam: Param = {
  name: 'lookalike_spec',
  say: 'How many people, and where: an object, or its JSON. type is similarity (the best 1 %) or reach (5 %); or ratio is 0.01 to 0.20, perhaps with starting_ratio. country is two letters; or location_spec names several.',
  required: true,
  charsMax: 10_000,
  example: '{"type":"similarity","country":"US"}',
};

/** `POST /custom_audiences` with JSON or a form: a lookalike of a custom audience. */
export function createLookalike(context: EdgeContext): NonNullable<Route['withoutFile']> {
  return {
    params: [adAccountParam, nameParam, subtypeParam, typeParam, originParam, specParam, descriptionParam],
    handle: async (request, reply, caller) => {
      const body = bodyParams(request);
      requireLookalike(body);
      const account = await accountNamed(context, caller, readRequired(body, adAccountParam));
      const name = readRequired(body, nameParam);
      const description = readParam(body, descriptionParam);
      const origin = await originOf(context, caller, account.id, readRequired(body, originParam));
      const spec = specOf(body);
      if (origin.relayed !== null) requireNoExclusions(spec);
      const made = await refusing(() =>
        context.lookalikes.create({
          adAccountId: account.id,
          tokenId: caller.tokenId,
          name,
          description,
          origin,
          spec,
        }),
      );
      const isOlder = readParam(body, subtypeParam) === null;
      const answer = isOlder
        ? { id: shownGraphId(made) }
        : {
            fb_custom_audience: lookalikeForm(
              made,
              Number(shownGraphId(origin) ?? origin.id),
              shownSpec(spec, null),
            ),
          };
      reply.header('location', `/custom_audiences/${made.id}`);
      return sendJson(request, reply, 201, answer);
    },
  };
}

/** Without a file only a lookalike can be made; one of the two names must say that it is meant. */
function requireLookalike(body: RawParams): void {
  const isNamed = readParam(body, subtypeParam) !== null || readParam(body, typeParam) !== null;
  if (isNamed) return;
  if (body.get(originParam.name) === undefined && body.get(specParam.name) === undefined) {
    throw new ApiError('unsupported_media_type', { content_types: ['multipart/form-data'] });
  }
  throw new ApiError('parameter_missing', { parameter: subtypeParam.name });
}

/** A list of the same ad account. One that the caller may not see is as unknown as one that is not there. */
async function originOf(
  context: EdgeContext,
  caller: Caller,
  adAccountId: number,
  id: string,
): Promise<Audience> {
  const origin = await context.audiences.find(id, caller.accounts);
  if (origin === null) throw new ApiError('audience_not_found', { id });
  if (origin.adAccountId !== adAccountId)
    throw new ApiError('ad_account_mismatch', { origin_audience_id: id });
  return origin;
}

function specOf(body: RawParams): LookalikeSpec {
  const raw = body.get(specParam.name);
  if (raw === undefined || raw === null || raw === '') {
    throw new ApiError('parameter_missing', { parameter: specParam.name });
  }
  try {
    return readSpec(raw);
  } catch (error) {
    if (!(error instanceof SpecRefused)) throw error;
    if (error.problem === 'special_category') throw new ApiError('lookalike_special_category');
    throw new ApiError('parameter_invalid', { parameter: specParam.name, problem: error.message });
  }
}

/** Features are those of the population here. */
function requireNoExclusions({ excludedFeatures, excludedTokens }: LookalikeSpec): void {
  if (excludedFeatures.length + excludedTokens.length === 0) return;
  const problem = 'must not leave out features of a lookalike that Meta makes: it has its own';
  throw new ApiError('parameter_invalid', { parameter: specParam.name, problem });
}

const codeOfProblem: Readonly<Record<LookalikeProblem, ErrorCode>> = {
  origin_is_lookalike: 'lookalike_of_lookalike',
  seed_too_small: 'lookalike_seed_too_small',
  duplicate: 'lookalike_exists',
  too_many: 'lookalikes_too_many',
};

async function refusing<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof LookalikeRefused ? new ApiError(codeOfProblem[error.problem]) : error;
  }
}
