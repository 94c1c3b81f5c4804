# A plain daily history of one page: no variant column, four days missing, and a drift that used to be
# told as a weekly rhythm as well.
{
  echo date,visitors,conversions
  for day in $(seq 1 28); do
    case $day in 4 | 10 | 11 | 21) continue ;; esac
    printf '2024-01-%02d,4000,%d\n' "$day" $((160 + 8 * day))
  done
} | convstat plan --from - --lift 30% --whole-weeks no -f json |
  sed -n '/"roles"/p; /^      "baseline"/p; /"warnings"/,$p'
