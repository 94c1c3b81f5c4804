# Five days show no weekly rhythm.
{
  echo date,visitors,conversions
  for day in $(seq 1 5); do printf '2024-01-%02d,4000,%d\n' "$day" $((160 + day)); done
} | convstat plan --from - --lift 30% | sed -n '/^Checks/,/^$/p'
