import type { AdAccount, Calls, Connection, ConnectionCheck, RateLimit, Relay } from '@kindred/contract';
import type { Caller } from '../wire/index.ts';

/** Ad accounts, which own audiences. Only operators make them, and connect those at Meta. */
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

  /** Of an ad account at Meta. Who is connected already is given another token, and what waited goes on. */
  async connect(
    id: string | number,
    credentials: Calls['put_fb_ad_accounts_id_connection']['body'],
  ): Promise<Connection> {
    const given = { path: { id: String(id) }, body: credentials };
    return (await this.#caller.call('put_fb_ad_accounts_id_connection', given)).connection;
  }

  /** Without its secrets. */
  async connection(id: string | number): Promise<Connection> {
    const path = { id: String(id) };
    return (await this.#caller.call('get_fb_ad_accounts_id_connection', { path })).connection;
  }

  /** Asks Meta whether all is there that the connection needs. */
  async checkConnection(id: string | number): Promise<ConnectionCheck> {
    const path = { id: String(id) };
    return (await this.#caller.call('get_fb_ad_accounts_id_connection_check', { path })).check;
  }

  /** How the ad accounts at Meta stand, and what is on its way there. */
  async relay(): Promise<Relay> {
    return (await this.#caller.call('get_relay', {})).relay;
  }

  /** Lets an ad account go on after a pause, and tries again what was parked. */
  async retryRelay(id: string | number): Promise<Connection> {
    const given = { path: { id: String(id) }, body: {} };
    return (await this.#caller.call('post_fb_ad_accounts_id_relay_retry', given)).connection;
  }
}
