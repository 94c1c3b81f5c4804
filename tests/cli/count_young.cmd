# Users who have not had all their window by the last time of the log: kept and told, or left out as `funnel` does.
# By hand: the log ends at 12 s; u3 has entered at 5 s and has not had its 10 s; u1 and u2 have.
cd "$TMPDIR"
printf 'time,user,event,variant\n1704103200,u1,view,a\n1704103201,u2,view,b\n1704103202,u1,buy,a\n1704103205,u3,view,b\n1704103206,u3,buy,b\n1704103212,u9,other,\n' >log.csv
steps="--steps view,buy --window 10s"
convstat count $steps log.csv
convstat count $steps --young keep log.csv
convstat count $steps --young drop log.csv
convstat count --goal buy --window 10s --young drop -f json log.csv | grep -E '"young"|"visitors"|"code"'
convstat count $steps --young drop log.csv 2>/dev/null | convstat funnel -f csv | cut -d, -f1-7
convstat funnel $steps -f csv log.csv | cut -d, -f1-4,6-7
convstat count --steps view,buy --young drop log.csv
