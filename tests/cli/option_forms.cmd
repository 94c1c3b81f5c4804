# All ways to write the same options give the same bytes.
want=$(convstat test --format json --alpha 0.1 --margin -2% a=500/1000 b=520/1000)
for line in '-f json --alpha=0.1 --margin=-2%' '-fjson --confidence 90% --margin -0.02' \
  '--margin -2% --confidence=0.9 --format=json --alpha 10%' '--threads 3 -fjson --alpha 0.1 --margin -2%'; do
  [ "$(convstat test $line a=500/1000 b=520/1000)" = "$want" ] && echo same
  [ "$(convstat test a=500/1000 $line -- b=520/1000)" = "$want" ] && echo same
done
