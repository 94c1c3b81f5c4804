# Counts of parts add up to those of the whole to the last millionth, where a double has lost it; and so from JSON.
cd "$TMPDIR"
awk 'BEGIN {
  print "user,variant,converted,day,spent"
  for (user = 0; user < 303; user++)
    printf "u%d,%s,%d,2024-09-0%d,%d.%06d\n", user, user % 2 ? "b" : "a", user % 3 == 0, 1 + user % 3,
      1000000000 + user * 7919, (user * 104729 + 7) % 1000000
}' >whole.csv
awk 'NR == 1 || NR <= 101' whole.csv >first.csv
awk 'NR == 1 || NR > 101' whole.csv >second.csv
awk -F '[,.]' 'NR > 1 {whole[$2] += $5; rest[$2] += $6}
  END {for (arm in whole) printf "%s %.0f.%06d by awk\n", arm, whole[arm] + int(rest[arm] / 1000000), rest[arm] % 1000000}' \
  whole.csv | sort
convstat count --value spent whole.csv
for days in '' '--by-day exposure'; do
  for part in whole first second; do
    convstat count --value spent --date day $days $part.csv >$part.counts
  done
  convstat count --value value $days first.counts second.counts | diff whole.counts - && echo the parts add up
  convstat count --value spent --date day $days -f json whole.csv >saved.json
  convstat report -f csv saved.json | diff whole.counts - && echo the same from JSON
  convstat report -f json saved.json | diff saved.json - && echo the same JSON
done
grep -m 1 -A 1 '"value": [0-9]' saved.json
