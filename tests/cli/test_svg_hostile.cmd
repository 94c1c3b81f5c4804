# Names that are no names: markup, quotes, a bidi control, a bell, Hebrew, Chinese, and one of 10,000 characters.
{
  printf '%s\n' variant,visitors,conversions control,10000,1000
  printf '"</text><script>alert(1)</script>""&amp;\47",10000,1100\n'
  printf '\342\200\256live\342\200\254\a\357\277\277,10000,1010\n'
  printf '"כפתור ירוק (חדש)",10000,1300\n'
  printf '按钮按钮按钮按钮按钮按钮按钮按钮,10000,1200\n'
  printf 'long%010000d,10000,990\n' 0
} | convstat test -f svg --control control - | sed 's/0\{9000\}/(9000 times 0)/'
