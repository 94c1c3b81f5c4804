# Steps of counts that overlap: above a column of visitors in a row, or above the first step in all rows together.
cd "$TMPDIR"
try() {
  convstat funnel "$@"
  echo "exit $?" >&2
}
printf 'Campaign;# of Impressions;Reach;Searches;View\na;1000;700;200;260\na;900;650;240;230\nb;1010;690;210;250\nb;950;640;260;240\n' >campaign.csv
printf 'variant,x,y\ncontrol,100,200\nB,100,90\n' >above.csv
printf 'variant,seen,x,y\ncontrol,150,100,200\nB,150,100,90\n' >row.csv
campaign="--variant Campaign campaign.csv"
try $campaign --order any --steps Searches,View --visitors '# of Impressions' -f csv | cut -d, -f1-7
try $campaign --order any --steps Reach,Searches,View -f csv | cut -d, -f1-7
try $campaign --order any --steps '# of Impressions,Searches,View' | sed -n 1,10p
try $campaign --order any --steps Searches,View
try $campaign --steps Searches,View
try $campaign --steps Searches,View --on-error skip
try --order any --steps x,y above.csv
try --order any --steps x,y --visitors seen row.csv
try --order any --steps x,y --visitors seen --on-error skip row.csv
printf 'device,variant,x,y\nphone,control,100,90\nphone,B,100,80\ndesk,control,100,120\ndesk,B,100,80\n' >by.csv
try --order any --steps x,y --by device by.csv
