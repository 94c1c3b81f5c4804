# Names that are no names: markup, quotes, a bidi control, a bell, Hebrew, and one too long for its column.
{
  printf '%s\n' variant,visitors,conversions control,10000,1000
  printf '"</td><script>alert(1)</script>""&amp;\47",10000,1100\n'
  printf '\342\200\256live\342\200\254\a\357\277\277,10000,1010\n'
  printf '"כפתור ירוק (חדש)",10000,1300\n'
  printf 'long%0120d,10000,990\n' 0
} | convstat test -f html --control control -
