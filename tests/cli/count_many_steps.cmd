# Every step is shown, in every format: a table of 16 columns used to leave out those behind the twelfth in silence.
cd "$TMPDIR"
awk 'BEGIN {
  print "time,user,event,variant"
  for (user = 0; user < 40; user++)
    for (step = 0; step <= 32 - user % 20; step++)
      printf "%d,u%d,s%02d,%s\n", 1700000000 + user * 99 + step, user, step + 1, user % 2 ? "b" : "a"
}' >events.csv
steps=$(seq -f s%02g -s, 32)
for format in text markdown csv; do
  convstat count -q -f "$format" --steps "$steps" events.csv
done
convstat count -q -f json --steps "$steps" --by-day exposure events.csv >saved.json
convstat report -f html saved.json | grep -o '<th scope="col">s[0-9]*</th>' | tr -d '\n'
echo
convstat report -f html saved.json | grep -A 2 '<table class="f k35"'
convstat report -f html saved.json | grep -o '[.]k35 tr>:nth-last-child(35)'
