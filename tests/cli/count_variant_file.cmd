cd $TMPDIR
printf 'click,position\n1,2\n0,1\n0,3\n' >random.csv
printf 'click,position\n1,2\n1,1\n0,3\n0,1\n' | gzip >ranked.csv.gz
convstat count --user none --converted click --variant @file random.csv ranked.csv.gz
printf 'date,visitors,conversions\n2024-05-01,10,1\n2024-05-02,20,3\n' >blue.tsv
convstat count --variant @file ./blue.tsv
printf 'time,user,event\n2024-05-01T10:00:00Z,1,see\n2024-05-01T11:00:00Z,1,buy\n2024-05-01T11:00:00Z,2,see\n' >log.txt
convstat count --variant @file --goal buy log.txt --format json | grep -E '"roles"|"visitors"'
