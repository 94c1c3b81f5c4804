# Users of two files who are seen in several arms: no file has them alone; the first by name is told for any number of threads.
cd "$TMPDIR"
printf 'user,variant,converted\nzz,a,1\nyyy,b,1\nyy,b,1\nx,b,1\n' >first.csv
printf 'user,variant,converted\nzz,b,1\nyyy,a,1\nyy,a,1\n' >second.csv
convstat count --multiple error --threads 1 first.csv second.csv
convstat count --multiple error --threads 2 second.csv first.csv
convstat count --multiple error --memory 1 second.csv first.csv
