"""The script that people hash their lists with: one address a line, trimmed, in small letters."""

import csv
import hashlib
import sys

with open(sys.argv[1], newline="", encoding="utf-8") as people, open(sys.argv[2], "w", encoding="utf-8") as hashes:
    rows = csv.reader(people)
    next(rows)
    hashes.write("EMAIL\n")
    for row in rows:
        hashes.write(hashlib.sha256(row[0].strip().lower().encode()).hexdigest() + "\n")
