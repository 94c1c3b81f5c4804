# The rate falls day by day.
{
  echo date,variant,visitors,conversions
  for day in $(seq 1 20); do printf '2024-03-%02d,page,1000,%d\n' "$day" $((200 - 5 * day)); done
} | convstat plan --from - --lift 10%
