# a field of 20 MiB, in memory nowhere as a whole
cd "$TMPDIR"
{ printf 'variant,visitors,conversions\ncontrol,100,10\ngreen,'; head -c 20971520 /dev/zero | tr '\0' 9; printf ',10\n'; } >long.csv
convstat test long.csv
