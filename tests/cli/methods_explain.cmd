# Every method of the list has a formula and a source in its explanation and in the data.
convstat methods --explain | sed -n '1,/^  wald/p'
convstat methods -f json | python3 -c '
import json, sys
document = json.load(sys.stdin)
print(document["schema"], all(m["formula"] and m["citation"] for m in document["methods"]))'
convstat methods -f csv | python3 -c '
import csv, sys
rows = list(csv.DictReader(sys.stdin))
print(rows[0]["id"], rows[0]["option"], all(r["citation"] for r in rows))'
