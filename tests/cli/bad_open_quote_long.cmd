cd "$TMPDIR"
{ printf 'variant,visitors,conversions\ncontrol,100,10\n"green,100,10\n'; yes 'blue,100,10' | head -n 200000; } >open.csv
convstat test open.csv
