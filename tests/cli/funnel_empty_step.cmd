# Nobody of one arm pays: there is no term of the lift, and no answer that is made up.
printf 'variant,visitors,visit,payment\ncontrol,40,30,0\nnew,42,30,6\n' | convstat funnel --steps visit,payment
