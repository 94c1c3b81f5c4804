convstat count --goal signup --window 1h ../../datasets/events.csv
sed 's/HOUR/2024-05-01T0/' <<'END' | convstat count --goal buy --window 1h -
time,user,event,variant
HOUR0:00:00Z,1,see,a
HOUR1:00:00Z,1,buy,a
HOUR0:00:00Z,2,see,a
HOUR1:00:01Z,2,buy,a
END
