// Made of docs/openapi.json by `npm run docs`. Change the routes of the server instead.

import type { UploadReport } from '../upload.ts';
import type { CustomAudience, LookalikeReport, GraphObject, Plan, Share, AdAccount, RateLimit, Token, App, OptOut, Finding, OptOutCheck, Feature, Import, Population, Connection, ConnectionCheck, Relay } from './schemas.ts';

/** What each call takes and answers, by its operationId. */
export interface Calls {
  /** Tell that the server runs. */
  readonly getHealth: {
    readonly path: null;
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly status: 'ok';
    };
  };
  /** Read this document. */
  readonly getOpenApi: {
    readonly path: null;
    readonly query: null;
    readonly body: null;
    readonly answer: Readonly<Record<string, unknown>>;
  };
  /** Read and try every call in a browser. */
  readonly getDocs: {
    readonly path: null;
    readonly query: null;
    readonly body: null;
    readonly answer: string;
  };
  /** Read what every error means. */
  readonly getErrors: {
    readonly path: null;
    readonly query: null;
    readonly body: null;
    readonly answer: string;
  };
  /** Create a custom audience from a file of hashed people, or (in JSON) a lookalike of one. */
  readonly post_custom_audiences: {
    readonly path: null;
    readonly query: null;
    readonly body: {
      /** The ad account: its Graph id, with or without act_, or its local id. */
      readonly fb_ad_account_id: string;
      /** Name of the custom audience. */
      readonly name: string;
      /** CUSTOM for a file of people. With it the answer has the form of May 2014, without it that of April 2014. */
      readonly subtype?: 'CUSTOM' | undefined;
      /** What each line of the file is. Absent: the first line of the file names columns of the Graph schema. */
      readonly user_type?: 'email_hash' | 'phone_hash' | 'fbid' | 'custom_audience_third_party_id' | 'mobile_advertiser_id' | undefined;
      /** A text description of the custom audience. */
      readonly description?: string | undefined;
      /** Where people can choose not to be targeted. */
      readonly opt_out_link?: string | undefined;
      /** Of an audience at Meta: from whom the list comes. Absent: from the people themselves. */
      readonly customer_file_source?: 'USER_PROVIDED_ONLY' | 'PARTNER_PROVIDED_ONLY' | 'BOTH_USER_AND_PARTNER_PROVIDED' | undefined;
      /** The people, one a line; plain or gzip. Best sent as the last part of the form. */
      readonly file: Blob;
    } | {
      /** The ad account: its Graph id, with or without act_, or its local id. */
      readonly fb_ad_account_id: number | string;
      /** Name of the custom audience. */
      readonly name: string;
      /** LOOKALIKE. With it the answer has the form of May 2014. */
      readonly subtype?: 'LOOKALIKE' | undefined;
      /** lookalike, as it was written in April 2014: then the answer is only the Graph id. */
      readonly type?: 'lookalike' | undefined;
      /** The custom audience that the people are to be like: its Graph id or its local id. */
      readonly origin_audience_id: number | string;
      /** How many people, and where: an object, or its JSON. type is similarity (the best 1 %) or reach (5 %); or ratio is 0.01 to 0.20, perhaps with starting_ratio. country is two letters; or location_spec names several. */
      readonly lookalike_spec: Readonly<Record<string, unknown>> | string;
      /** A text description of the custom audience. */
      readonly description?: string | undefined;
    };
    readonly answer: {
      readonly fb_custom_audience: CustomAudience;
    };
  };
  /** List the custom audiences of an ad account. */
  readonly get_custom_audiences: {
    readonly path: null;
    readonly query: {
      readonly fb_ad_account_id: string;
      readonly page?: string | undefined;
      readonly subtype?: string | undefined;
      readonly fields?: string | undefined;
    };
    readonly body: null;
    readonly answer: {
      readonly custom_audiences: readonly CustomAudience[];
      readonly meta: {
        readonly page: number;
        readonly total: number;
      };
    };
  };
  /** Add the people of a file to a custom audience, remove them, or replace its people by them; or (in JSON) change its name, description or link. */
  readonly put_custom_audiences_id: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: {
      /** The ad account: its Graph id, with or without act_, or its local id. */
      readonly fb_ad_account_id?: string | undefined;
      /** What each line of the file is. Absent: the first line of the file names columns of the Graph schema. */
      readonly user_type?: 'email_hash' | 'phone_hash' | 'fbid' | 'custom_audience_third_party_id' | 'mobile_advertiser_id' | undefined;
      /** add puts the people in, remove takes them out, replace makes them the whole audience; mirror does the same and sends a platform only what differs from the last mirror. */
      readonly operation?: 'add' | 'remove' | 'replace' | 'mirror' | undefined;
      /** The people, one a line; plain or gzip. Best sent as the last part of the form. */
      readonly file: Blob;
    } | {
      /** Name of the custom audience. */
      readonly name?: string | undefined;
      /** A text description of the custom audience. */
      readonly description?: string | undefined;
      /** Where people can choose not to be targeted. */
      readonly opt_out_link?: string | undefined;
    };
    readonly answer: {
      readonly fb_custom_audience: CustomAudience;
    };
  };
  /** Read a custom audience; with fields also its size and status. */
  readonly get_custom_audiences_id: {
    readonly path: {
      readonly id: string;
    };
    readonly query: {
      readonly fields?: string | undefined;
    };
    readonly body: null;
    readonly answer: {
      readonly fb_custom_audience: CustomAudience;
    };
  };
  /** Delete a custom audience and erase its rows. */
  readonly delete_custom_audiences_id: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: null;
  };
  /** List the custom audiences of an ad account as Graph objects (the form of early 2014). */
  readonly get_customaudiences: {
    readonly path: null;
    readonly query: {
      readonly fb_ad_account_id: string;
    };
    readonly body: null;
    readonly answer: readonly GraphObject[];
  };
  /** Read a custom audience as a Graph object (the form of early 2014). */
  readonly get_customaudiences_id: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: GraphObject;
  };
  /** Read how well a lookalike tells its seed from other people, and by what. */
  readonly get_custom_audiences_id_lookalike_report: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly lookalike_report: LookalikeReport;
    };
  };
  /** Export how much everybody in the countries of a lookalike is like its seed. */
  readonly get_custom_audiences_id_lookalike_scores: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: string;
  };
  /** Tell what a file would add, remove and reject, and change nothing. */
  readonly post_custom_audiences_id_plans: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: {
      /** What each line of the file is. Absent: the first line of the file names columns of the Graph schema. */
      readonly user_type?: 'email_hash' | 'phone_hash' | 'fbid' | 'custom_audience_third_party_id' | 'mobile_advertiser_id' | undefined;
      /** add puts the people in, remove takes them out, replace makes them the whole audience; mirror does the same and sends a platform only what differs from the last mirror. */
      readonly operation?: 'add' | 'remove' | 'replace' | 'mirror' | undefined;
      /** The people, one a line; plain or gzip. Best sent as the last part of the form. */
      readonly file: Blob;
    };
    readonly answer: {
      readonly plan: Plan;
    };
  };
  /** List the ad accounts that a custom audience is shared with. */
  readonly get_custom_audiences_id_shares: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly shares: readonly Share[];
    };
  };
  /** Let another ad account see and use a custom audience. */
  readonly put_custom_audiences_id_shares_account: {
    readonly path: {
      readonly id: string;
      readonly account: string;
    };
    readonly query: null;
    readonly body: {
      /** What the other ad account may do: use it (targeting), or see its size as well. Absent: both. */
      readonly permissions?: 'targeting' | 'targeting_and_insights' | undefined;
    };
    readonly answer: {
      readonly share: Share;
    };
  };
  /** Take a custom audience away from another ad account. */
  readonly delete_custom_audiences_id_shares_account: {
    readonly path: {
      readonly id: string;
      readonly account: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: null;
  };
  /** List the uploads of a custom audience, with what became of every line. */
  readonly get_custom_audiences_id_uploads: {
    readonly path: {
      readonly id: string;
    };
    readonly query: {
      readonly page?: string | undefined;
      readonly session_id?: string | undefined;
    };
    readonly body: null;
    readonly answer: {
      readonly uploads: readonly UploadReport[];
      readonly meta: {
        readonly page: number;
        readonly total: number;
      };
    };
  };
  /** Read what became of one file: state, progress and the funnel. */
  readonly get_custom_audiences_id_uploads_uploadId: {
    readonly path: {
      readonly id: string;
      readonly uploadId: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly upload: UploadReport;
    };
  };
  /** Read what became of one file: state, progress and the funnel. */
  readonly get_uploads_uploadId: {
    readonly path: {
      readonly uploadId: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly upload: UploadReport;
    };
  };
  /** List the ad accounts that this token may see. */
  readonly get_fb_ad_accounts: {
    readonly path: null;
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly fb_ad_accounts: readonly AdAccount[];
    };
  };
  /** Create an ad account. */
  readonly post_fb_ad_accounts: {
    readonly path: null;
    readonly query: null;
    readonly body: {
      /** Name of the ad account. */
      readonly name: string;
      /** The Graph id that the ad account should have; absent: one is made. */
      readonly fb_id?: number | string | undefined;
      /** Where its audiences live: local, here over your own population; meta, at Meta, where they are brought. fb_id is then the id there. */
      readonly platform?: 'local' | 'meta' | undefined;
    };
    readonly answer: {
      readonly fb_ad_account: AdAccount;
    };
  };
  /** Read the tier of rate limits of an ad account. */
  readonly get_fb_ad_accounts_id_rate_limit: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly rate_limit: RateLimit;
    };
  };
  /** Set the tier of rate limits of an ad account. */
  readonly put_fb_ad_accounts_id_rate_limit: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: {
      /** How large its budgets on the Graph API are; default: as KINDRED_RATE_LIMIT_TIER says. */
      readonly tier: 'default' | 'unlimited' | 'development_access' | 'standard_access';
    };
    readonly answer: {
      readonly rate_limit: RateLimit;
    };
  };
  /** Connect an ad account at Meta, or give it another token. */
  readonly put_fb_ad_accounts_id_connection: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: {
      /** The token that opens the ad account at Meta, of a system user if possible. It is stored sealed and never shown. */
      readonly access_token: string;
      /** The secret of the app of the token, for a proof with each call. Absent: the one that is known stays. */
      readonly app_secret?: string | undefined;
      /** The version of the Graph API. Absent: the one that Kindred is made for. */
      readonly api_version?: string | undefined;
      /** Where the Graph API is. Absent: at Meta. */
      readonly graph_url?: string | undefined;
    };
    readonly answer: {
      readonly connection: Connection;
    };
  };
  /** Read how an ad account at Meta is connected, without its secrets. */
  readonly get_fb_ad_accounts_id_connection: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly connection: Connection;
    };
  };
  /** Ask Meta whether the token, its permissions, the terms and the version are good. */
  readonly get_fb_ad_accounts_id_connection_check: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly check: ConnectionCheck;
    };
  };
  /** Tell how the ad accounts at Meta stand, and what is on its way there. */
  readonly get_relay: {
    readonly path: null;
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly relay: Relay;
    };
  };
  /** Let an ad account at Meta go on after a pause, and try again what was parked. */
  readonly post_fb_ad_accounts_id_relay_retry: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: {
    };
    readonly answer: {
      readonly connection: Connection;
    };
  };
  /** Create an access token; its text is shown once. */
  readonly post_tokens: {
    readonly path: null;
    readonly query: null;
    readonly body: {
      /** What the token is for. */
      readonly name: string;
      /** operator: everything. account_write and account_read: the given ad accounts. */
      readonly role: 'operator' | 'account_write' | 'account_read';
      /** The ad accounts that a token of an account role opens, as a list of ids. */
      readonly fb_ad_account_ids?: readonly (number | string)[] | undefined;
      /** The app that the token belongs to. Absent: none, so that nothing can be proven of it. */
      readonly app_id?: number | string | undefined;
    };
    readonly answer: {
      readonly token: Token;
      readonly access_token: string;
    };
  };
  /** List access tokens, without their texts. */
  readonly get_tokens: {
    readonly path: null;
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly tokens: readonly Token[];
    };
  };
  /** Revoke an access token. */
  readonly delete_tokens_id: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: null;
  };
  /** Create an app; its secret is shown once. */
  readonly post_apps: {
    readonly path: null;
    readonly query: null;
    readonly body: {
      /** Name of the app, as callers see it. */
      readonly name: string;
      /** Whether calls with tokens of the app must bring an appsecret_proof. Absent: they need not. */
      readonly require_proof?: boolean | undefined;
      /** What calls of the app are held to, as a list of: removal, mixing, lookalike_seed. Absent: nothing. */
      readonly strict?: readonly string[] | undefined;
    };
    readonly answer: {
      readonly app: App;
      readonly app_secret: string;
    };
  };
  /** List apps, without their secrets. */
  readonly get_apps: {
    readonly path: null;
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly apps: readonly App[];
    };
  };
  /** Change an app. */
  readonly put_apps_id: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: {
      /** Name of the app, as callers see it. */
      readonly name?: string | undefined;
      /** Whether calls with tokens of the app must bring an appsecret_proof. */
      readonly require_proof?: boolean | undefined;
      /** removal, mixing, lookalike_seed: what calls of the app are held to, as a list. */
      readonly strict?: readonly string[] | undefined;
    };
    readonly answer: {
      readonly app: App;
    };
  };
  /** Delete an app and revoke its tokens. */
  readonly delete_apps_id: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: null;
  };
  /** Give an app a new secret; it is shown once. */
  readonly post_apps_id_secret: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly app: App;
      readonly app_secret: string;
    };
  };
  /** Export the population: own ids, countries and features. */
  readonly get_people: {
    readonly path: null;
    readonly query: {
      readonly format?: 'csv' | 'ndjson' | 'parquet' | undefined;
    };
    readonly body: null;
    readonly answer: string;
  };
  /** Export the people of a custom audience by your own ids. */
  readonly get_custom_audiences_id_members: {
    readonly path: {
      readonly id: string;
    };
    readonly query: {
      readonly format?: 'csv' | 'ndjson' | 'parquet' | undefined;
    };
    readonly body: null;
    readonly answer: string;
  };
  /** Import people into the population, or update them. */
  readonly post_people_imports: {
    readonly path: null;
    readonly query: {
      readonly id?: string | undefined;
      readonly country?: string | undefined;
      readonly email?: string | undefined;
      readonly phone?: string | undefined;
      readonly madid?: string | undefined;
      readonly uid?: string | undefined;
      readonly extern_id?: string | undefined;
      readonly third_party_id?: string | undefined;
      readonly fn?: string | undefined;
      readonly ln?: string | undefined;
      readonly zip?: string | undefined;
      readonly ct?: string | undefined;
      readonly st?: string | undefined;
      readonly dob?: string | undefined;
      readonly doby?: string | undefined;
      readonly dobm?: string | undefined;
      readonly dobd?: string | undefined;
      readonly gen?: string | undefined;
      readonly format?: string | undefined;
      readonly file_name?: string | undefined;
      readonly phone_country?: string | undefined;
      readonly hashed?: string | undefined;
      readonly ignore?: string | undefined;
    };
    readonly body: Blob;
    readonly answer: {
      readonly import: Import;
    };
  };
  /** List imports of people. */
  readonly get_people_imports: {
    readonly path: null;
    readonly query: {
      readonly page?: string | undefined;
    };
    readonly body: null;
    readonly answer: {
      readonly imports: readonly Import[];
      readonly meta: {
        readonly page: number;
        readonly total: number;
      };
    };
  };
  /** Read an import of people: state, progress, and what became of every row. */
  readonly get_people_imports_id: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly import: Import;
    };
  };
  /** Numbers of the whole population: people, countries, keys, features. */
  readonly get_people_stats: {
    readonly path: null;
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly stats: Population;
    };
  };
  /** List the features of the population: kind, coverage, and whether lookalikes use them. */
  readonly get_people_features: {
    readonly path: null;
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly features: readonly Feature[];
    };
  };
  /** Correct what a feature is taken for, or keep it out of lookalikes. */
  readonly put_people_features_name: {
    readonly path: {
      readonly name: string;
    };
    readonly query: null;
    readonly body: {
      /** What its values are, where they look like something else; absent or null: as they look. */
      readonly kind?: 'numeric' | 'ordinal' | 'category' | 'tokens' | 'embedding' | 'date' | undefined;
      /** true: it never enters a lookalike. For what says who somebody is before the law: age, sex, origin, faith, health. */
      readonly excluded?: 'true' | 'false' | undefined;
    };
    readonly answer: null;
  };
  /** Suppress the people of a file in every audience, now and later. */
  readonly post_opt_outs: {
    readonly path: null;
    readonly query: null;
    readonly body: {
      /** What each line of the file is. Absent: the first line of the file names columns of the Graph schema. */
      readonly user_type: 'email_hash' | 'phone_hash' | 'fbid' | 'custom_audience_third_party_id' | 'mobile_advertiser_id';
      /** The people, one a line; plain or gzip. Best sent as the last part of the form. */
      readonly file: Blob;
    };
    readonly answer: {
      readonly opt_out: OptOut;
    };
  };
  /** List opt-outs and lifts, and how many keys are suppressed in all. */
  readonly get_opt_outs: {
    readonly path: null;
    readonly query: {
      readonly page?: string | undefined;
    };
    readonly body: null;
    readonly answer: {
      readonly opt_outs: readonly OptOut[];
      readonly meta: {
        readonly page: number;
        readonly suppressed_keys: number;
      };
    };
  };
  /** Lift the opt-outs of the people of a file: later uploads find them again. */
  readonly post_opt_outs_lifts: {
    readonly path: null;
    readonly query: null;
    readonly body: {
      /** What each line of the file is. Absent: the first line of the file names columns of the Graph schema. */
      readonly user_type: 'email_hash' | 'phone_hash' | 'fbid' | 'custom_audience_third_party_id' | 'mobile_advertiser_id';
      /** The people, one a line; plain or gzip. Best sent as the last part of the form. */
      readonly file: Blob;
    };
    readonly answer: {
      readonly opt_out: OptOut;
    };
  };
  /** Tell how many keys of a file are suppressed. */
  readonly post_opt_outs_checks: {
    readonly path: null;
    readonly query: null;
    readonly body: {
      /** What each line of the file is. Absent: the first line of the file names columns of the Graph schema. */
      readonly user_type: 'email_hash' | 'phone_hash' | 'fbid' | 'custom_audience_third_party_id' | 'mobile_advertiser_id';
      /** The people, one a line; plain or gzip. Best sent as the last part of the form. */
      readonly file: Blob;
    };
    readonly answer: {
      readonly check: OptOutCheck;
    };
  };
  /** Read an opt-out. */
  readonly get_opt_outs_id: {
    readonly path: {
      readonly id: string;
    };
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly opt_out: OptOut;
    };
  };
  /** Look whether the installation is well: stores, disk, key, memory, clock, work that waits. */
  readonly get_health_details: {
    readonly path: null;
    readonly query: null;
    readonly body: null;
    readonly answer: {
      readonly findings: readonly Finding[];
    };
  };
}

/** Method and path of each call. */
export const callPlaces = {
  getHealth: ['GET', '/health'],
  getOpenApi: ['GET', '/openapi.json'],
  getDocs: ['GET', '/docs'],
  getErrors: ['GET', '/docs/errors'],
  post_custom_audiences: ['POST', '/custom_audiences'],
  get_custom_audiences: ['GET', '/custom_audiences'],
  put_custom_audiences_id: ['PUT', '/custom_audiences/{id}'],
  get_custom_audiences_id: ['GET', '/custom_audiences/{id}'],
  delete_custom_audiences_id: ['DELETE', '/custom_audiences/{id}'],
  get_customaudiences: ['GET', '/customaudiences'],
  get_customaudiences_id: ['GET', '/customaudiences/{id}'],
  get_custom_audiences_id_lookalike_report: ['GET', '/custom_audiences/{id}/lookalike_report'],
  get_custom_audiences_id_lookalike_scores: ['GET', '/custom_audiences/{id}/lookalike_scores'],
  post_custom_audiences_id_plans: ['POST', '/custom_audiences/{id}/plans'],
  get_custom_audiences_id_shares: ['GET', '/custom_audiences/{id}/shares'],
  put_custom_audiences_id_shares_account: ['PUT', '/custom_audiences/{id}/shares/{account}'],
  delete_custom_audiences_id_shares_account: ['DELETE', '/custom_audiences/{id}/shares/{account}'],
  get_custom_audiences_id_uploads: ['GET', '/custom_audiences/{id}/uploads'],
  get_custom_audiences_id_uploads_uploadId: ['GET', '/custom_audiences/{id}/uploads/{uploadId}'],
  get_uploads_uploadId: ['GET', '/uploads/{uploadId}'],
  get_fb_ad_accounts: ['GET', '/fb_ad_accounts'],
  post_fb_ad_accounts: ['POST', '/fb_ad_accounts'],
  get_fb_ad_accounts_id_rate_limit: ['GET', '/fb_ad_accounts/{id}/rate_limit'],
  put_fb_ad_accounts_id_rate_limit: ['PUT', '/fb_ad_accounts/{id}/rate_limit'],
  put_fb_ad_accounts_id_connection: ['PUT', '/fb_ad_accounts/{id}/connection'],
  get_fb_ad_accounts_id_connection: ['GET', '/fb_ad_accounts/{id}/connection'],
  get_fb_ad_accounts_id_connection_check: ['GET', '/fb_ad_accounts/{id}/connection/check'],
  get_relay: ['GET', '/relay'],
  post_fb_ad_accounts_id_relay_retry: ['POST', '/fb_ad_accounts/{id}/relay/retry'],
  post_tokens: ['POST', '/tokens'],
  get_tokens: ['GET', '/tokens'],
  delete_tokens_id: ['DELETE', '/tokens/{id}'],
  post_apps: ['POST', '/apps'],
  get_apps: ['GET', '/apps'],
  put_apps_id: ['PUT', '/apps/{id}'],
  delete_apps_id: ['DELETE', '/apps/{id}'],
  post_apps_id_secret: ['POST', '/apps/{id}/secret'],
  get_people: ['GET', '/people'],
  get_custom_audiences_id_members: ['GET', '/custom_audiences/{id}/members'],
  post_people_imports: ['POST', '/people/imports'],
  get_people_imports: ['GET', '/people/imports'],
  get_people_imports_id: ['GET', '/people/imports/{id}'],
  get_people_stats: ['GET', '/people/stats'],
  get_people_features: ['GET', '/people/features'],
  put_people_features_name: ['PUT', '/people/features/{name}'],
  post_opt_outs: ['POST', '/opt_outs'],
  get_opt_outs: ['GET', '/opt_outs'],
  post_opt_outs_lifts: ['POST', '/opt_outs/lifts'],
  post_opt_outs_checks: ['POST', '/opt_outs/checks'],
  get_opt_outs_id: ['GET', '/opt_outs/{id}'],
  get_health_details: ['GET', '/health/details'],
} as const satisfies Readonly<Record<keyof Calls, readonly [string, string]>>;
