# Nobody converts: at the planned end the test is over all the same.
cd "$TMPDIR" || exit
printf '%s\n' date,variant,visitors,conversions 2024-01-01,control,100,0 2024-01-01,b,100,0 2024-01-02,control,100,0 \
  2024-01-02,b,110,0 >zero.csv
convstat monitor --looks 2 --max-sample-size 400 zero.csv
