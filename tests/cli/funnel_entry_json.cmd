# Everybody is at the first step: it is the entry itself, and nothing is tested there.
printf 'variant,visit,signup,payment\ncontrol,9000,3000,600\nnew,9100,3300,640\n' |
  convstat funnel -f json --steps visit,signup,payment
