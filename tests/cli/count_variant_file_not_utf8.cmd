# A name of a file that is no text names no variant and no event.
cd "$TMPDIR"
printf 'click\n1\n0\n' >$'b\xFF.csv'
printf 'time,user,event,variant\n2024-05-01T10:00:00Z,1,see,a\n' >$'e\xFF.csv'
convstat count --user none --converted click --variant @file $'b\xFF.csv'
convstat count --event @file --goal buy $'e\xFF.csv'
