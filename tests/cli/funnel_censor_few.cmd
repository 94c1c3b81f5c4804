# Counts so small that no normal law describes them: no p-value, no interval of the effect, and the reason.
cd "$TMPDIR"
cat >few.csv <<'DATA'
user,time,event,variant
u1,2026-03-01 10:00:00,view,a
u1,2026-03-02 10:00:00,signup,a
u2,2026-03-01 10:00:00,view,a
u2,2026-03-03 10:00:00,signup,a
u3,2026-03-01 10:00:00,view,b
u3,2026-03-02 10:00:00,signup,b
u4,2026-03-01 10:00:00,view,b
u5,2026-03-12 10:00:00,view,b
DATA
convstat funnel --steps view,signup --window 7d --censor few.csv
