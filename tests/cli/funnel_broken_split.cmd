# A treatment that loses users before the first step is a broken test, not a better funnel.
printf 'variant,visitors,visit,payment\ncontrol,10000,6000,600\nnew,9200,6000,640\n' |
  convstat funnel --steps visit,payment
