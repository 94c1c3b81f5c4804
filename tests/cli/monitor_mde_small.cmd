# Tuned to a lift of 30 %, the exact sequence does not look for one of 10 %, and says so.
cd "$TMPDIR" || exit
printf '%s\n' date,variant,visitors,conversions 2024-01-01,control,120000,12000 2024-01-01,b,120000,13200 >large.csv
convstat monitor --mde 30% large.csv
