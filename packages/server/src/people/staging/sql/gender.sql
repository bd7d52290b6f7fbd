-- Gender makes no key, but it tells people apart: it is a feature.
SELECT * EXCEPT (gender_text, gender) REPLACE (
  mapConcat(features, mapFromArrays(if(gender = '', [], ['gender']), if(gender = '', [], [gender]))) AS features)
FROM (
  SELECT *,
    lowerUTF8(first_of({gen_columns:Array(UInt16)})) AS gender_text,
    multiIf(
      gender_text = lower(hex(SHA256('m'))), 'm',
      gender_text = lower(hex(SHA256('f'))), 'f',
      is_hash(gender_text), '',
      substring(gender_text, 1, 1) IN ('m', 'f'), substring(gender_text, 1, 1),
      '') AS gender
  FROM (
{{rows}}
  )
)
