-- What people read as a number in a cell that the engine does not take for one; else null. Without its signs it stands at the
-- second mark. The reference is writtenNumberOf (encoding/statistics.ts).
if(match(/*cell*/, '^[+-]?[$€£¥]? ?[0-9][0-9.,]* ?[%$€£¥]?$'),
  toFloat64OrNull(multiIf(
    match(/*bare*/, '^[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+([.][0-9]*)?$'), replaceAll(/*bare*/, ',', ''),
    match(/*bare*/, '^[+-]?[1-9][0-9]{0,2}(([.][0-9]{3})+,[0-9]*|([.][0-9]{3}){2,})$'),
      replaceOne(replaceAll(/*bare*/, '.', ''), ',', '.'),
    replaceOne(/*bare*/, ',', '.'))),
  NULL)
