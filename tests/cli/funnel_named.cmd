# Of several treatments every sentence names the one it is about.
cd "$TMPDIR"
say() {
  printf 'variant,visitors,view,signup,pay\nA,10000,9000,3000,600\n%s\n' "$1" >counts.csv
  convstat funnel --steps "${2:-view,signup,pay}" counts.csv | sed '/^$/,$d'
}
say $'B,10000,9000,2500,400\nC,10000,9000,3000,450' # used to give B's figures and C's reason
say $'B,10000,9000,3300,655\nC,10000,9000,3000,450' # "it is better" used to read as about C
say $'B,10000,9000,3300,655\nC,10000,9000,3000,450' view,pay
say $'B,10000,9000,2400,480\nC,10000,9000,3400,800\nD,10000,9000,3400,800' # D used not to be named
say 'B,10000,9150,3150,690' # used to say that the gain arises at view, which bears an eighth of it
say 'B,10000,9400,3000,660'
convstat test --conversions pay --control A counts.csv -q
printf 'variant,visitors,pay\nA,10000,600\nC,10000,800\nD,10000,800\nE,10000,790\n' >several.csv
convstat test --conversions pay several.csv | sed '/^$/,$d'
convstat test --conversions pay --pairs all several.csv | sed '/^$/,$d'
# Two steps that would bring as much.
printf 'variant,visitors,view,signup,pay\nA,10000,9000,3000,600\nB,10000,9000,3300,655\n' >counts.csv
convstat funnel --steps view,signup,pay --benchmark view=99%,signup=35%,pay=22% counts.csv | sed -n '/^What to do/,/^Caution/p'
# Counts whose columns are not called step.NAME.
convstat funnel counts.csv
