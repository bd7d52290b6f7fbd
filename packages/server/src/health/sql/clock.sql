-- How far the clock of the store is, and the newest that it has written, both in milliseconds since 1970.
select (extract(epoch from clock_timestamp()) * 1000)::float8 as store_ms,
  (extract(epoch from (select max(at) from kindred.audit_log)) * 1000)::float8 as newest_ms
