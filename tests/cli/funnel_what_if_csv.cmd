# Changes and money have columns, the same in every row.
convstat funnel --steps product,cart,purchase --what-if cart=+5%,purchase=-10% --cost product=0.2,cart=0.1 \
  --value-per-conversion 30 -f csv ../../datasets/checkout.csv | python3 -c '
import csv, sys
rows = list(csv.DictReader(sys.stdin))
names = [n for n in rows[0] if "what_if" in n or n.split("_", 1)[-1] in ("revenue",) or
         n.endswith(("revenue", "return_on_cost", "cost_per_conversion"))]
print(len(rows), "rows,", sorted({len(r) for r in rows}), "columns")
for name in names:
    print(name, [row[name] for row in rows[:3]])'
