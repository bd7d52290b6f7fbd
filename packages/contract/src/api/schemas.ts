// Made of docs/openapi.json by `npm run docs`. Change the routes of the server instead.

import type { ImportReject } from '../import-reject.ts';
import type { KeyKind } from '../key-kind.ts';
import type { RelayReport } from '../relay.ts';
import type { UploadReport } from '../upload.ts';

export interface CustomAudience {
  readonly id: number;
  readonly name: string;
  /** A number in the form of April 2014; null until it exists at its platform. */
  readonly fb_id: string | number | null;
  readonly subtype?: string | undefined;
  readonly description?: string | null | undefined;
  readonly opt_out_link?: string | null | undefined;
  readonly origin_audience_id?: number | undefined;
  /** type, ratio, starting_ratio, country or location_spec, and origin. */
  readonly lookalike_spec?: Readonly<Record<string, unknown>> | undefined;
  readonly user_type?: string | null | undefined;
  readonly approximate_count_lower_bound?: number | undefined;
  readonly approximate_count_upper_bound?: number | undefined;
  readonly operation_status?: {
    readonly code: number;
    readonly description: string;
  } | undefined;
  readonly delivery_status?: {
    readonly code: number;
    readonly description: string;
  } | undefined;
  readonly time_created?: number | undefined;
  readonly time_updated?: number | undefined;
  readonly time_content_updated?: number | null | undefined;
  /** For operators only; null where Meta alone knows it. */
  readonly exact_count?: number | null | undefined;
}

export interface LookalikeReport {
  readonly audience_id: number;
  readonly state: 'building' | 'ready' | 'failed' | 'stale';
  /** type, ratio, starting_ratio, country or location_spec, and origin. */
  readonly lookalike_spec?: Readonly<Record<string, unknown>> | undefined;
  readonly built_at?: string | null | undefined;
  readonly refresh_at?: string | null | undefined;
  readonly error?: string | null | undefined;
  readonly population_version?: number | undefined;
  readonly drift?: number | null | undefined;
  readonly summary?: readonly string[] | undefined;
  readonly countries?: readonly LookalikeCountry[] | undefined;
}

export interface LookalikeCountry {
  readonly country: string;
  readonly country_name: string;
  readonly people: number;
  readonly seeds: number | null;
  readonly background: number;
  readonly international_seeds: boolean;
  readonly auc: number;
  readonly auc_error: number;
  readonly told_apart: boolean;
  readonly ratios: readonly ({
    readonly ratio: number;
    readonly lift: number;
    readonly precision: number;
    readonly value_captured: number | null;
  })[];
  readonly value_r2: number | null;
  readonly components: readonly ({
    readonly name: string;
    readonly weight: number;
    readonly auc: number;
  })[];
  readonly features: readonly ({
    readonly name: string;
    readonly strength: number;
    readonly traits: readonly ({
      readonly words: string;
      readonly index: number;
    })[];
  })[];
  readonly left_out?: readonly ({
    readonly name: string;
    readonly reason: string;
  })[] | undefined;
  readonly seconds?: {
    readonly sample: number;
    readonly train: number;
    readonly score: number;
  } | undefined;
  readonly model: number;
  readonly code_version: string;
  readonly scored_at: string;
}

export interface GraphObject {
  readonly id: string | null;
  readonly account_id: string;
  readonly approximate_count: number;
  readonly description: string | null;
  readonly name: string;
  readonly status: string;
  readonly run_status: {
    readonly code: number;
    readonly description: string;
  };
  readonly subtype: string;
  readonly time_updated: number;
}

export interface Plan {
  readonly would_add: number | null;
  readonly would_remove: number | null;
  readonly would_stay: number | null;
  /** Files that were sent before are not applied yet; they would change the outcome. */
  readonly files_waiting: boolean;
  readonly upload: UploadReport;
}

export interface Share {
  /** The Graph id. */
  readonly fb_ad_account_id: string;
  /** Null where this token may not see the ad account. */
  readonly name: string | null;
  readonly permissions: 'targeting' | 'targeting_and_insights';
}

export interface AdAccount {
  readonly id: number;
  readonly name: string;
  readonly currency: string | null;
  readonly fb_id: string;
}

export interface RateLimit {
  readonly fb_ad_account_id: number;
  readonly tier: 'default' | 'unlimited' | 'development_access' | 'standard_access';
}

export interface Token {
  readonly id: number;
  readonly name: string;
  readonly role: 'operator' | 'account_write' | 'account_read';
  readonly fb_ad_account_ids: readonly number[];
  readonly created_at: string;
  readonly revoked_at: string | null;
  readonly app_id: string | null;
}

export interface App {
  readonly id: string;
  readonly name: string;
  readonly require_proof: boolean;
  readonly strict: readonly ('removal' | 'mixing' | 'lookalike_seed')[];
  readonly created_at: string;
}

export interface OptOut {
  readonly id: number;
  readonly operation: 'add' | 'lift';
  readonly state: 'receiving' | 'guarding' | 'applied' | 'aborted';
  readonly user_type: string | null;
  readonly lines: number;
  readonly blank: number;
  readonly rejected: number;
  readonly keys: number;
  /** Of a lift: keys of the file that were suppressed. */
  readonly found: number | null;
  /** Of a lift: people whom the keys of the file belong to. */
  readonly people: number | null;
  /** Of a lift: who of these stays out, by a key that somebody else shares. */
  readonly people_still_out: number | null;
  readonly created_at: string;
  readonly applied_at: string | null;
  readonly error: string | null;
  readonly relay: readonly ({
    readonly fb_ad_account_id: number;
    readonly relay: RelayReport;
  })[];
}

export interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly say: string;
  /** What to do about it; null: nothing. */
  readonly todo: string | null;
}

export interface OptOutCheck {
  readonly lines: number;
  readonly blank: number;
  readonly rejected: number;
  readonly keys: number;
  readonly suppressed: number;
}

export interface Feature {
  readonly name: string;
  readonly kind: 'numeric' | 'ordinal' | 'category' | 'tokens' | 'embedding' | 'date' | null;
  readonly coverage: number;
  readonly distinct_values: number;
  readonly kind_given: 'numeric' | 'ordinal' | 'category' | 'tokens' | 'embedding' | 'date' | null;
  readonly excluded: boolean;
  readonly left_out: string | null;
}

export interface Import {
  readonly id: number;
  readonly state: 'receiving' | 'staged' | 'applying' | 'applied' | 'aborted' | 'failed';
  readonly progress: number;
  readonly format: 'csv' | 'ndjson' | 'parquet' | null;
  readonly file_name: string | null;
  readonly hashed: boolean;
  readonly phone_country: string | null;
  readonly mapping: ImportMapping | null;
  readonly bytes: number;
  readonly bytes_expected: number | null;
  readonly lines: number;
  readonly blank: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly rejected_by_reason: Partial<Readonly<Record<ImportReject, number>>>;
  readonly rejected_identifiers: readonly ({
    readonly identifier: string;
    readonly reason: ImportReject;
    readonly count: number;
  })[];
  readonly rejected_samples: readonly ({
    readonly line: number;
    readonly identifier: string | null;
    readonly reason: ImportReject;
    readonly sample: string;
  })[];
  readonly people: {
    readonly seen: number;
    readonly added: number;
    readonly updated: number;
    readonly unchanged: number;
  } | null;
  readonly keys: {
    readonly added: number;
    readonly removed: number;
  } | null;
  readonly version: number | null;
  readonly notes: readonly string[];
  readonly created_at: string;
  readonly staged_at: string | null;
  readonly apply_started_at: string | null;
  readonly applied_at: string | null;
  readonly ended_at: string | null;
  readonly error: string | null;
}

export interface ImportMapping {
  readonly identifiers: Readonly<Record<string, readonly string[]>>;
  readonly hashed: readonly string[];
  readonly features: readonly string[];
  readonly ignored: readonly string[];
}

export interface Population {
  readonly version: number;
  readonly people: number;
  readonly countries: readonly ({
    readonly country: string;
    readonly people: number;
  })[];
  readonly countries_total: number;
  readonly keys: Partial<Readonly<Record<KeyKind, number>>>;
  readonly people_with: Partial<Readonly<Record<KeyKind, number>>>;
  readonly features: readonly ({
    readonly name: string;
    readonly people: number;
    readonly coverage: number;
  })[];
  readonly last_import: Import | null;
}

export interface Connection {
  readonly fb_ad_account_id: number;
  readonly fb_id: string;
  readonly state: 'connected' | 'paused';
  readonly why: 'reconnect' | 'terms' | null;
  readonly say: string | null;
  readonly link: string | null;
  readonly wait_until: string | null;
  readonly api_version: string;
  readonly graph_url: string;
  readonly has_app_secret: boolean;
  readonly connected_at: string;
}

export interface ConnectionCheck {
  readonly good: boolean;
  readonly findings: readonly ({
    readonly topic: string;
    readonly state: 'good' | 'missing' | 'unknown';
    readonly say: string;
    readonly link: string | null;
  })[];
  readonly connection: Connection;
}

export interface Relay {
  readonly accounts: readonly ({
    readonly name: string;
    readonly connection: Connection;
    readonly pace: number | null;
    readonly uploads: readonly ({
      readonly id: number;
      readonly audience_id: number;
      readonly relay: RelayReport | null;
    })[];
  })[];
}
