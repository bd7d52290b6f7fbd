/** Bounds on everything that comes from outside. Units stand at the end of each name. */
export const limits = {
  /** A line of an uploaded file, without its line end. A SHA-256 in hex is 64 bytes. */
  line_bytes_max: 1024,
  /** Rejected rows shown per upload; the rest is counted. Meta shows up to 100 samples a request. */
  reject_samples_max: 100,
  /** A masked sample shows the shape of a value, and no more of it than this. */
  sample_chars_max: 48,
  audience_name_chars_max: 200,
  audience_description_chars_max: 1000,
  opt_out_link_chars_max: 2048,
  /** `Idempotency-Key`, as in the IETF draft of that header: an opaque string chosen by the client. */
  idempotency_key_chars_max: 255,
  /** How long an answered `Idempotency-Key` is remembered. */
  idempotency_keep_hours: 24,
  /** Lists of the Audience API: 10 a page (specification of May 2014). */
  page_rows: 10,
  form_field_bytes_max: 64 * 1024,
  form_fields_max: 64,
  /** Columns of a multi-key file: Meta's schema knows 21 names. */
  schema_columns_max: 64,
  json_body_bytes_max: 1024 * 1024,
  /** Rows of one Graph request to /users or /usersreplace. */
  graph_rows_max: 10_000,
  /** 10 000 rows of 15 hashes are 11 MB when they are percent-encoded into a URL. */
  graph_url_bytes_max: 16 * 1024 * 1024,
  graph_body_bytes_max: 64 * 1024 * 1024,
  /** Bodies of Graph requests that are in memory at once; see graph/transport/body-budget.ts. */
  graph_bodies_bytes_max: 192 * 1024 * 1024,
  /** Operations of one Graph batch. */
  graph_operations_max: 50,
  /** A session of several requests ends by itself this long after its first. */
  session_minutes_max: 90,
  /** Customer lists of one ad account, and members of one that may be replaced. */
  custom_audiences_max: 500,
  lookalike_audiences_max: 500,
  replaceable_members_max: 100_000_000,
  /** A lookalike is at most this share of a country's people, and its seed has at least so many people in one country. */
  lookalike_percent_max: 20,
  lookalike_seeds_min: 100,
  /** Below this many people a size is shown as this number, so that small lists say nothing exact. */
  size_floor_people: 1000,
} as const;
