# One bad file after the other; standard error names file, line, column and value.
head='idea,baseline,traffic,lift,lift_sd,value,cost,horizon'
try() {
  printf '%s\n' "$@" >"$TMPDIR/ideas.csv"
  (cd "$TMPDIR" && convstat rank ideas.csv)
  echo "exit $?"
}
try "$head" 'A,3.2,100,0,5%,1,0,90'
try "$head" 'A,,100,0,5%,1,0,90'
try "$head" 'A,3.2%,0,0,5%,1,0,90'
try "$head" 'A,3.2%,many,0,5%,1,0,90'
try "$head" 'A,3.2%,100,1.5,5%,1,0,90'
try "$head" 'A,3.2%,100,-100%,5%,1,0,90'
try "$head" 'A,60%,100,80%,5%,1,0,90'
try "$head" 'A,3.2%,100,0,0,1,0,90'
try "$head" 'A,3.2%,100,0,2,1,0,90'
try "$head" 'A,3.2%,100,0,5%,0,0,90'
try "$head" 'A,3.2%,100,0,5%,1,-5,90'
try "$head" 'A,3.2%,100,0,5%,1,0,0'
try "$head" 'A,3.2%,100,0,5%,1,0,1.5'
try "$head" 'A,3.2%,100,0,5%,1,0,'
try "$head" ',3.2%,100,0,5%,1,0,90'
try "$head" 'A,3.2%,100,0,5%,1.234,0,90'
try "$head" 'A,3.2%,100,0,5%,"1,5",0,90'
try "$head" 'A,3.2%,100,0,5%,1,0'
try "$head" 'A,3.2%,100,0,5%,1,0,90,more'
try "$head" 'A,3.2%,100,0,5%,"1,0,90'
try "$head"
try 'idea,rate,conversion rate,traffic,lift,lift_sd,value,horizon' 'A,3%,3%,100,0,5%,1,90'
try 'baseline,traffic,lift,lift_sd,value,horizon' '3%,100,0,5%,1,90'
try 'idea,traffic,lift,lift_sd,value,horizon' 'A,100,0,5%,1,90'
try 'idea,baseline,lift,lift_sd,value,horizon' 'A,3%,0,5%,1,90'
try 'idea,baseline,traffic,lift,lift_sd,horizon' 'A,3%,100,0,5%,90'
try 'idea,baseline,traffic,lift,lift_sd,value' 'A,3%,100,0,5%,1'
: >"$TMPDIR/empty.csv"
(cd "$TMPDIR" && convstat rank empty.csv; echo "exit $?"; convstat rank --on-error skip ideas.csv none.csv; echo "exit $?")
printf '%s\n' "$head" 'A,x,100,0,5%,1,0,90' >"$TMPDIR/bad.csv"
(cd "$TMPDIR" && convstat rank --on-error skip bad.csv; echo "exit $?")
