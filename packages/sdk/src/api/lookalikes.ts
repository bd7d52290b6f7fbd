import type { Calls, CustomAudience, LookalikeReport } from '@kindred/contract';
import { type Caller, type FollowOptions, follow } from '../wire/index.ts';

type Creation = Extract<Calls['post_custom_audiences']['body'], { readonly lookalike_spec: unknown }>;

/** `operation_status` of an audience whose people are still being found. */
const building = 441;

/** Audiences of people who are like those of another one. */
export class Lookalikes {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async create(lookalike: Omit<Creation, 'subtype' | 'type'>): Promise<CustomAudience> {
    const body = { ...lookalike, subtype: 'LOOKALIKE' } as const;
    return (await this.#caller.call('post_custom_audiences', { body })).fb_custom_audience;
  }

  /** How well it tells its seed from other people, and by what. */
  async report(id: string | number): Promise<LookalikeReport> {
    const path = { id: String(id) };
    return (await this.#caller.call('get_custom_audiences_id_lookalike_report', { path })).lookalike_report;
  }

  /** Everybody's score as CSV with the columns id and score. For operators. */
  scores(id: string | number): Promise<ReadableStream<Uint8Array>> {
    return this.#caller.stream('get_custom_audiences_id_lookalike_scores', { path: { id: String(id) } });
  }

  /** Asks until the people are found, or until it is known that they cannot be. */
  follow(id: string | number, options: FollowOptions<CustomAudience> = {}): Promise<CustomAudience> {
    const given = { path: { id: String(id) }, query: { fields: 'operation_status' } };
    return follow(
      async () => (await this.#caller.call('get_custom_audiences_id', given)).fb_custom_audience,
      ({ operation_status: status }) => status?.code !== building,
      options,
    );
  }
}
