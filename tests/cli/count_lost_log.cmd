# A goal that is no column, of a file that would be a log but for an option: the option is named, not the columns.
cd "$TMPDIR"
printf 'time,user,event,variant,country\n1704103200,u1,view,a,US\n1704103201,u1,cart,a,US\n1704103202,u2,view,b,DE\n' >log.csv
convstat count --by event --goal cart log.csv
convstat count --by time --goal cart log.csv
convstat count --by country,time,event --goal cart log.csv
convstat count --user none --goal cart log.csv
convstat funnel --by event --steps view,cart log.csv
# What an option has nothing to do with is told as before.
convstat count --by country --goal kart log.csv
convstat count --by event --shape users --goal cart log.csv
