printf 'variant,visitors,visit,payment\ncontrol,40,30,0\nnew,42,30,6\n' | convstat funnel -f json --steps visit,payment
