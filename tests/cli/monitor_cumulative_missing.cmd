# A running total that is missing is not known: the day is counted with the next one that has all.
cd "$TMPDIR" || exit
printf '%s\n' date,variant,visitors,conversions 2024-01-01,control,1000,100 2024-01-01,b,1000,110 \
  2024-01-02,control,2000,200 2024-01-03,control,3000,300 2024-01-03,b,3000,330 >totals.csv
convstat monitor --cumulative totals.csv
