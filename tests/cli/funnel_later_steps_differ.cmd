# Far fewer reach the second step; the split is read at the entry alone.
printf 'variant,visitors,visit,payment\ncontrol,10000,6000,600\nnew,10000,3000,640\n' |
  convstat funnel -q --steps visit,payment
