# A row a week: its visitors are not those of a day.
printf 'date,visitors,conversions\n2024-01-01,28000,1100\n2024-01-08,28000,1120\n2024-01-15,28000,1130\n' |
  convstat plan --from - --lift 10% | sed -n '/^Checks/,/^$/p'
