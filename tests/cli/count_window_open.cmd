# Users enter on the 1st, take the first step on the 10th, and the log ends on the 11th: by their entry none is too young,
# but no window of 7 days is over. They used to be counted without a word.
cd "$TMPDIR"
(
  echo time,user,event,variant
  for i in $(seq 1 40); do
    v=A
    [ $((i % 2)) = 0 ] && v=B
    printf '2024-01-01,%s,x,%s\n2024-01-10,%s,a,%s\n' $i $v $i $v
  done
  echo 2024-01-11,39,b,A
) >log.csv
convstat count --steps a,b --window 7d --young drop log.csv
convstat count --steps a,b --window 7d log.csv
convstat count --steps a,b --window 7d -f json log.csv 2>/dev/null | grep -A3 '"code"'
convstat count --steps a,b --window 12h log.csv
