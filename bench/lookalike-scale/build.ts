import { pauseSince } from '../kit/pause.ts';
import { type Api, formAround } from '../server/index.ts';

/** How long a lookalike took, from the request to people who can be reached, and what of it went into which part. */
export interface Built {
  readonly seconds: number;
  readonly parts: { readonly sample: number; readonly train: number; readonly score: number };
  /** Whatever is in no part: encoding where it was needed, the cut, and asking. */
  readonly rest: number;
}

interface AudienceAnswer {
  readonly fb_custom_audience: {
    readonly id: number;
    readonly operation_status: { readonly code: number; readonly description: string };
  };
}

const building = 441;
const ready = 200;

/** Gives the id of a list of these people. Throws unless all of them were found. */
export async function uploadSeed(api: Api, accountId: number, path: string, seeds: number): Promise<number> {
  const form = formAround({
    fb_ad_account_id: String(accountId),
    name: 'Seed',
    subtype: 'CUSTOM',
    user_type: '',
  });
  const answer = await api.postFile('/custom_audiences', { path, ...form });
  const { id } = (answer.body as AudienceAnswer).fb_custom_audience;
  await untilDone(api, id);
  const upload = `/uploads/${answer.headers['x-upload-id']}`;
  const { funnel } = ((await api.get(upload)) as { upload: { funnel: { matched: number } } }).upload;
  if (funnel.matched !== seeds) throw new Error(`of ${seeds} seeds ${funnel.matched} were found`);
  return id;
}

export interface Wanted {
  readonly accountId: number;
  readonly origin: number;
  readonly ratio: number;
  /** A feature that must not teach; what is learned without it is another model. */
  readonly without?: string;
}

export async function buildLookalike(api: Api, wanted: Wanted): Promise<Built> {
  const { accountId, origin, ratio, without } = wanted;
  const startMs = performance.now();
  const made = (await api.postJson('/custom_audiences', {
    subtype: 'LOOKALIKE',
    fb_ad_account_id: String(accountId),
    name: `Alike ${ratio} ${without ?? ''}`,
    origin_audience_id: String(origin),
    lookalike_spec: {
      ratio,
      country: 'US',
      ...(without === undefined ? {} : { excluded_features: [without] }),
    },
  })) as AudienceAnswer;
  const { id } = made.fb_custom_audience;
  const { operation_status: status } = await untilDone(api, id);
  const seconds = (performance.now() - startMs) / 1000;
  if (status.code !== ready) throw new Error(`the lookalike was not built: ${status.description}`);
  const { lookalike_report: report } = (await api.get(`/custom_audiences/${id}/lookalike_report`)) as {
    lookalike_report: { countries: readonly { seconds: Built['parts'] }[] };
  };
  const { sample, train, score } = report.countries[0]?.seconds ?? { sample: 0, train: 0, score: 0 };
  return { seconds, parts: { sample, train, score }, rest: seconds - sample - train - score };
}

async function untilDone(api: Api, id: number): Promise<AudienceAnswer['fb_custom_audience']> {
  const startMs = performance.now();
  for (;;) {
    const path = `/custom_audiences/${id}?fields=operation_status`;
    const { fb_custom_audience: audience } = (await api.get(path)) as AudienceAnswer;
    if (audience.operation_status.code !== building) return audience;
    await pauseSince(startMs);
  }
}
