import type { AdAccount, Calls, RateLimit } from '@kindred/contract';
import type { Caller } from '../wire/index.ts';

/** Ad accounts, which own audiences. Only operators make them. */
export class Accounts {
  readonly #caller: Caller;

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  async list(): Promise<readonly AdAccount[]> {
    return (await this.#caller.call('get_fb_ad_accounts', {})).fb_ad_accounts;
  }

  async create(account: Calls['post_fb_ad_accounts']['body']): Promise<AdAccount> {
    return (await this.#caller.call('post_fb_ad_accounts', { body: account })).fb_ad_account;
  }

  async rateLimit(id: string | number): Promise<RateLimit> {
    const path = { id: String(id) };
    return (await this.#caller.call('get_fb_ad_accounts_id_rate_limit', { path })).rate_limit;
  }

  async setRateLimit(id: string | number, tier: RateLimit['tier']): Promise<RateLimit> {
    const given = { path: { id: String(id) }, body: { tier } };
    return (await this.#caller.call('put_fb_ad_accounts_id_rate_limit', given)).rate_limit;
  }
}
