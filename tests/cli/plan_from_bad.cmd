# What can be wrong with the counts of the past.
try() {
  echo "plan $*" >&2
  convstat plan "$@"
  echo "exit code $?" >&2
}
cd ../../datasets
try --from landing_page.csv --lift 10% --start 2026-12-01
try --from landing_page.csv --lift 10% --control other
try --from landing_page.csv --lift 10% --variant page
try --from missing.csv --lift 10%
printf 'variant,visitors,conversions\na,100,101\n' | try --from - --lift 10%
