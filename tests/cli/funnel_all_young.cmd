# Nobody has used the window: the answer says so and how to go on, left out or kept.
cd "$TMPDIR"
printf 'user,time,event,variant\n' >late.csv
for i in $(seq 1 20); do
  variant=$([ $((i % 2)) = 0 ] && echo control || echo new)
  printf 'u%d,2026-03-0%d 10:00:00,view,%s\n' "$i" $((1 + i % 5)) "$variant" >>late.csv
  [ $((i % 3)) = 0 ] && printf 'u%d,2026-03-0%d 11:00:00,buy,%s\n' "$i" $((1 + i % 5)) "$variant" >>late.csv
done
convstat funnel --steps view,buy --window 30d late.csv
convstat funnel --steps view,buy --window 30d --censor late.csv
