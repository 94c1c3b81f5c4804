# No FILE is standard input, as '-' is.
printf 'variant,visitors,conversions\na,1000,50\nb,1000,60\n' | convstat test -q
printf 'variant,visitors,conversions\na,1000,50\nb,1000,60\n' | convstat test -q -
