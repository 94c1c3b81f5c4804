# Users whose rows to enter by name no variant are left out, and told; a log can be its own assignments.
# u1 has its variant on an earlier row alone; nobody has shown anything to u3, which is no news.
cd "$TMPDIR"
printf 'time,user,event,variant\n2024-01-01,u1,assign,A\n2024-01-02,u1,expose,\n2024-01-03,u1,buy,\n2024-01-01,u2,assign,B\n2024-01-02,u2,expose,B\n2024-01-03,u2,buy,\n2024-01-03,u3,buy,\n' >log.csv
convstat count --goal buy --exposure-event expose log.csv
convstat count -f json --goal buy --exposure-event expose log.csv 2>/dev/null | grep -E '"(rows_of_unassigned_users|users_never_entered|code|message)"'
convstat count -f text --goal buy --exposure-event expose log.csv
convstat count --goal buy --exposure-event expose --assignments log.csv log.csv
convstat test -q --goal buy --exposure-event expose log.csv
