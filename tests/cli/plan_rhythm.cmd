# Weekends convert half as well, and the plan is shorter than a week.
{
  echo date,variant,visitors,conversions
  for day in $(seq 1 28); do printf '2024-01-%02d,page,2000,%d\n' "$day" $((day % 7 > 4 ? 100 : 200)); done
} | convstat plan --from - --lift 25% --whole-weeks no -f json
