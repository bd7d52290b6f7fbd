AND key IN (
  SELECT arrayJoin(arrayConcat([key], more.key)) FROM staged_rows WHERE segment = {segment:UInt64} AND code = 0
)
