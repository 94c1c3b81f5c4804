# u4 is named only after the event that lets users enter: left out with the log alone, and with its own rows as assignments, which used to be silent.
cd "$TMPDIR"
printf 'time,user,event,variant\n2026-01-01,u1,visit,A\n2026-01-01,u2,visit,B\n2026-01-01,u3,visit,A\n2026-01-01,u4,visit,\n2026-01-02,u1,buy,A\n2026-01-02,u4,buy,B\n' >log.csv
convstat count --goal buy --exposure-event visit log.csv
convstat count --goal buy --exposure-event visit --assignments log.csv log.csv
