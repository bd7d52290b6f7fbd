-- What an upload of long ago was part of is not asked for any more.
update kindred.uploads set session = null
where session in (select id from kindred.upload_sessions where started_at < now() - interval '90 days')
  and state in ('applied', 'aborted', 'failed')
